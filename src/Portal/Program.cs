using Portal.Hosting;

return await PortalCommand.RunAsync(args);
