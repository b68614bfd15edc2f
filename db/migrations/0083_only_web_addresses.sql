-- Addresses that become links lead to web pages: http or https, without user name and password. What was stored before that rule goes.
update products set url = null where url !~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' or length(url) > 2000;
update products set image_url = null where image_url !~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' or length(image_url) > 2000;
update shipments set tracking_url = null where tracking_url !~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' or length(tracking_url) > 2000;

alter table products
  add constraint products_url_is_web check (url ~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' and length(url) <= 2000) not valid,
  add constraint products_image_url_is_web check (image_url ~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' and length(image_url) <= 2000) not valid;
alter table shipments
  add constraint shipments_tracking_url_is_web check (tracking_url ~ '^[hH][tT][tT][pP][sS]?://[^\u0001-\u0020\u007f/?#@\\]+([/?#][^\u0001-\u0020\u007f\\]*)?$' and length(tracking_url) <= 2000) not valid;
alter table products validate constraint products_url_is_web, validate constraint products_image_url_is_web;
alter table shipments validate constraint shipments_tracking_url_is_web;
