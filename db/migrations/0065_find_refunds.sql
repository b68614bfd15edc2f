-- Refunds of some days, and what came back of the orders of some months, without a look at the orders themselves.
create index refunds_on on refunds (tenant_id, refunded_on);
create index ledger_entries_refunds on ledger_entries (tenant_id, ordered_on) include (booked_on, units) where kind = 'refund' and document_id <> cause_id;
