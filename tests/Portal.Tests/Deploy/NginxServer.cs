using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Testing.Hosting;

namespace Portal.Tests.Deploy;

/// <summary>The system's nginx with the configuration that we ship, on free ports and with a certificate of its own.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private NginxServer(Process process, string folder, int httpPort, int httpsPort, X509Certificate2 certificate)
    {
        _process = process;
        _folder = folder;
        Http = new($"http://localhost:{httpPort}");
        Https = new($"https://localhost:{httpsPort}");
        Certificate = certificate;
    }

    public Uri Http { get; }
    public Uri Https { get; }
    public X509Certificate2 Certificate { get; }

    /// <summary>Path and node of each request that was passed on, in order.</summary>
    public IReadOnlyList<(string Path, string Node)> Passed() =>
        [.. File.ReadLines(Path.Combine(_folder, "access.log")).Select(line => line.Split(' ')).Select(parts => (parts[0], parts[^1]))];

    public static async Task<NginxServer> StartAsync(IEnumerable<Uri> nodes)
    {
        var folder = Directory.CreateTempSubdirectory("portal-nginx-").FullName;
        var (http, https) = (PortalProcess.FreeAddress().Port, PortalProcess.FreeAddress().Port);
        var certificate = WriteCertificate(folder);
        var site = Repository.Read("deploy", "nginx", "portal.conf.template")
            .Replace("${PORTAL_SERVERS}", string.Join(' ', nodes.Select(node => $"server {node.Authority} max_fails=1 fail_timeout=5s;")),
                StringComparison.Ordinal)
            .Replace("${HTTP_PORT}", $"127.0.0.1:{http}", StringComparison.Ordinal)
            .Replace("${HTTPS_PORT}", $"127.0.0.1:{https}", StringComparison.Ordinal)
            .Replace("${PORTAL_HOST}", "localhost", StringComparison.Ordinal)
            .Replace("${PUBLIC_HTTPS_PORT}", $":{https}", StringComparison.Ordinal)
            .Replace("${CERTIFICATES}", folder, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder, "nginx.conf"), $$"""
            daemon off;
            {{(Environment.UserName == "root" ? "user root;" : "")}}
            pid {{folder}}/nginx.pid;
            error_log {{folder}}/error.log;
            events {}
            http {
              log_format passed '$request_uri $status $upstream_addr';
              access_log {{folder}}/access.log passed;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              {{site}}
            }
            """);

        var process = Process.Start(new ProcessStartInfo(Program(),
            ["-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-e", Path.Combine(folder, "error.log")]))!;
        var server = new NginxServer(process, folder, http, https, certificate);
        await server.WaitAsync();
        return server;
    }

    public HttpMessageHandler CreateHandler(CookieContainer? cookies = null) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies ?? new(),
        SslOptions = { RemoteCertificateValidationCallback = (_, presented, _,
            _) => presented?.GetCertHashString() == Certificate.GetCertHashString() },
    };

    /// <summary>A browser's session of its own: cookies are kept.</summary>
    public HttpClient CreateClient(CookieContainer? cookies = null) => new(CreateHandler(cookies)) { BaseAddress = Https };

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-QUIT", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync();
        }

        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        Certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task WaitAsync()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        for (var waited = 0; waited < 100 && !_process.HasExited; waited++)
        {
            try
            {
                using var response = await client.GetAsync(Http);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"nginx does not start: {await File.ReadAllTextAsync(Path.Combine(_folder, "error.log"))}");
    }

    private static X509Certificate2 WriteCertificate(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(folder, "portal.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "portal.key"), key.ExportPkcs8PrivateKeyPem());
        return certificate;
    }

    private static string Program() =>
        new[] { "/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx" }
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("nginx is not installed; ./test installs it.");
}
