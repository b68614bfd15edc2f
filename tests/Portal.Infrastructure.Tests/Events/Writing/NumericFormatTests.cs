using System.Globalization;
using Portal.Infrastructure.Events.Rows;
using Portal.Testing.Data;
using Xunit;

namespace Portal.Infrastructure.Tests.Events.Writing;

/// <summary>The bytes are PostgreSQL's own, as <c>numeric_send</c> gives them.</summary>
public sealed class NumericFormatTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly decimal[] Edges =
    [
        0m, 0.0001m, -0.0001m, 0.00004m, -0.00004m, 0.00005m, 0.00015m, 0.1m, 0.9999m, 0.99995m, 1m, -1m, 9999m, 9999.9999m, 10000m,
        10000.0001m, 100000000m, 100000000.5m, 12345678.9012m, 99999999999999.9999m, -99999999999999.9999m, 5_0000_0000m, 49.90m, 1e-10m,
    ];

    [Fact]
    public async Task Write_EdgesAndRandomValues_AreWhatPostgresSends()
    {
        var random = new Random(20240229);
        var values = Edges.Concat(Enumerable.Range(0, 2_000).Select(_ => Value(random))).ToArray();
        var rounded = values.Select(value => decimal.Round(value, NumericFormat.Scale, MidpointRounding.ToEven)).ToArray();

        var expected = await postgres.Database.ListAsync<byte[]>(
            "select numeric_send(x::numeric(18, 4)) from unnest($1) with ordinality as v (x, n) order by n", rounded);

        for (var index = 0; index < values.Length; index++)
        {
            Assert.True(expected[index].AsSpan().SequenceEqual(Written(values[index])),
                values[index].ToString(CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public void Read_WhatWasWritten_IsTheValue()
    {
        var random = new Random(7);
        foreach (var value in Edges.Concat(Enumerable.Range(0, 2_000).Select(_ => Value(random))))
        {
            Assert.Equal(decimal.Round(value, NumericFormat.Scale, MidpointRounding.ToEven), NumericFormat.Read(Written(value)));
        }
    }

    [Fact]
    public void Write_LargestDecimal_FitsTheRoom()
    {
        Span<byte> room = stackalloc byte[NumericFormat.MaxBytes];

        Assert.InRange(NumericFormat.Write(99_999_999_999_999.9999m, room), 8, NumericFormat.MaxBytes);
    }

    private static decimal Value(Random random)
    {
        var scale = (byte)random.Next(0, 7);
        return new decimal(random.Next(), random.Next(0, 1 << random.Next(1, 14)), 0, random.Next(2) == 0, scale);
    }

    private static byte[] Written(decimal value)
    {
        var room = new byte[NumericFormat.MaxBytes];
        return room[..NumericFormat.Write(value, room)];
    }
}
