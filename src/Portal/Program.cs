using Portal.Hosting;
using Portal.Infrastructure.Files;

PrivateFiles.RestrictProcess();
return await PortalCommand.RunAsync(args);
