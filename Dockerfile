# The portal without a database of its own: ConnectionStrings__Portal names one (PostgreSQL 15 to 18).
FROM node:22-bookworm-slim AS node

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
# What changes seldom comes first, so that an edit of the code does not fetch packages again.
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src/Portal.Domain/Portal.Domain.csproj src/Portal.Domain/
COPY src/Portal.Infrastructure/Portal.Infrastructure.csproj src/Portal.Infrastructure/
COPY src/Portal.Infrastructure/build src/Portal.Infrastructure/build
COPY src/Portal.Jobs/Portal.Jobs.csproj src/Portal.Jobs/
COPY src/Portal/Portal.csproj src/Portal/
COPY src/Portal/build src/Portal/build
RUN dotnet restore src/Portal
COPY db db
COPY src src
RUN dotnet publish src/Portal -c Release --no-restore -o /app

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown "$APP_UID" /data
USER $APP_UID
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["dotnet", "/app/Portal.dll", "--probe", "http://127.0.0.1:8080/health/live"]
ENTRYPOINT ["dotnet", "/app/Portal.dll", "--urls", "http://0.0.0.0:8080", "--data", "/data"]
CMD ["--no-demo"]
