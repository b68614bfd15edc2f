using System.Globalization;
using Portal.Infrastructure.Imports;
using Portal.Infrastructure.Messaging;
using Portal.Infrastructure.Operations.Background;
using Portal.Jobs.Operations;

namespace Portal.Features.Platform;

/// <summary>Background work that fails, as the administrators' page shows it.</summary>
/// <param name="Unit">What it is; null for a mail.</param>
/// <param name="Mail">The mail that it is; null for other work.</param>
/// <param name="What">The one thing that fails, in words; no link, since it belongs to a store.</param>
/// <param name="Store">The store's name; null for work that belongs to none.</param>
/// <param name="NextTryAt">When it is tried again by itself; null for work that is set aside.</param>
public sealed record SetAsideEntry(
    UnitOfWork? Unit, Guid? Mail, string Service, string What, string? Store, int Failures, string LastError, DateTimeOffset Since,
    DateTimeOffset? NextTryAt, bool CanRetry)
{
    /// <summary>True when it is not tried again until a person lets it.</summary>
    public bool IsSetAside => NextTryAt is null;

    /// <summary>What tells entries apart.</summary>
    public string Key => Mail?.ToString() ?? $"{Unit}";
}

/// <summary>What of the background work of every store fails, and the way to let it be tried again: units of work and mails.</summary>
public sealed class SetAsideWork(WorkUnitQueries units, RetryWorkUnit retry, UnsentMails mails, ImportQueries imports)
{
    /// <summary>What is set aside, then what is tried again by itself; with how many there are.</summary>
    public async Task<(IReadOnlyList<SetAsideEntry> Entries, long Total)> ListAsync(int max, CancellationToken cancellationToken)
    {
        var (unwell, unwellTotal) = await units.ListAsync(max, cancellationToken);
        var (unsent, unsentTotal) = await mails.ListAsync(max, cancellationToken);
        var entries = unsent.Select(EntryOf).ToList();
        foreach (var unit in unwell)
            entries.Add(EntryOf(unit, await WhatAsync(unit.Unit, cancellationToken)));
        var shown = entries.OrderBy(entry => !entry.IsSetAside).ThenByDescending(entry => entry.Since).Take(max);
        return ([.. shown], unwellTotal + unsentTotal);
    }

    /// <summary>Lets something be tried again.</summary>
    /// <returns>False when there is nothing to try any more.</returns>
    public Task<bool> RetryAsync(SetAsideEntry entry) =>
        entry.Mail is { } mail ? mails.RetryAsync(mail) : retry.RunAsync(entry.Unit!.Value);

    private static SetAsideEntry EntryOf(UnwellWork work, string what) => new(
        work.Unit, null, work.Unit.Service, what, work.Store, work.Failures, work.LastError, work.Since,
        work.IsQuarantined ? null : work.NextTryAt ?? work.LastFailedAt, CanRetry: true);

    private static SetAsideEntry EntryOf(UnsentMail mail) => new(
        null, mail.Id, nameof(MailDispatcher), $"Mail “{mail.Kind.Replace('-', ' ')}”", null, mail.Attempts, mail.LastError,
        mail.CreatedAt, mail.FailedAt is null ? mail.NextAttemptAt : null, mail.CanRetry);

    private async Task<string> WhatAsync(UnitOfWork unit, CancellationToken cancellationToken) => unit switch
    {
        { Service: "ImportService" } when await FindImportAsync(unit, cancellationToken) is { } import =>
            $"“{import.FileName}”, {ImportKinds.Find(import.Kind)?.Label ?? import.Kind}",
        { Service: "ProjectionService" } => "Figures of events",
        { Service: "EventOrderService", Key: "" } => "Orders of the tracker",
        { Service: "EventOrderService" } => $"Order {unit.Key} of the tracker",
        { Service: "ForgetVisitorsJob", Key: [_, _, _, _, _, _, _, _, '-', ..] } => $"Request {unit.Key[..8]} to forget a visitor",
        { Key: "" } => "The store’s turn",
        _ => string.Create(CultureInfo.InvariantCulture, $"{JobRun.Words(unit.Service)} {unit.Key}"),
    };
    private async Task<ImportStatus?> FindImportAsync(UnitOfWork unit, CancellationToken cancellationToken) =>
        Guid.TryParse(unit.Key, out var id) ? await imports.FindAsync(unit.TenantId, id, cancellationToken) : null;
}
