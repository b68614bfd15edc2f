-- What one event may state is limited; the sum of two was not, and a sum that its column could not hold stopped the read models of
-- its store for good. The scale stays, so nothing is written anew.
alter table traffic_rollups alter revenue type numeric(38, 4), alter refunded type numeric(38, 4);
alter table product_rollups alter units type numeric(38, 4), alter revenue type numeric(38, 4);
alter table event_orders alter units type numeric(38, 4);
