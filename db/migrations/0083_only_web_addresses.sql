-- Addresses that become links lead to web pages: http or https, without user name and password, of at most 2,000 characters. What was
-- stored before that rule goes. The domain's WebAddress refuses all that the constraints do.
do $$
declare
  web constant text := '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$';
  target record;
  rule text;
begin
  for target in
    select name, col, name || '_' || col || '_is_web' as known
    from (values ('products', 'url'), ('products', 'image_url'), ('shipments', 'tracking_url')) as t (name, col)
  loop
    rule := format('%1$I ~ %2$L and length(%1$I) <= 2000', target.col, web);
    execute format('update %I set %I = null where not (%s)', target.name, target.col, rule);
    execute format('alter table %I add constraint %I check (%s) not valid', target.name, target.known, rule);
    execute format('alter table %I validate constraint %I', target.name, target.known);
  end loop;
end $$;
