-- Brackwater Supply web shop (2004, bought 2011 with the firm). Written by the owner's nephew: prefix on every table, epochs
-- for moments, customers twice because guests may order without an account, extras in a name-value table, no foreign keys.
create table bw_customer (
  cust_id serial,
  fname varchar(64) not null default '',
  lname varchar(64) not null default '',
  company varchar(128) not null default '',
  email varchar(128) not null,
  pass_md5 char(32) not null default 'x',
  is_guest smallint not null default 0,
  hidden smallint not null default 0,
  created_epoch integer not null,
  last_mod timestamp not null        -- London wall clock, from the server's trigger
);

create table bw_customer_extra (
  cust_id integer not null,
  attr varchar(32) not null,         -- phone, phone2, street, city, region, zip, country, birthday, sex, vat
  val varchar(255) not null
);

create table bw_order (
  order_id serial,
  order_ref varchar(16) not null,
  cust_id integer not null,
  placed_epoch integer not null,
  sent_epoch integer not null default 0,
  state varchar(16) not null,
  cur char(3) not null,
  postage numeric(15,4) not null,
  vat numeric(15,4) not null,
  grand_total numeric(15,4) not null,
  cust_ref varchar(32) not null default ''
);

create table bw_order_item (
  item_id serial,
  order_id integer not null,
  pos integer not null,
  model varchar(32) not null,
  title varchar(128) not null,
  qty integer not null,
  price_each numeric(15,4) not null,
  pct_off numeric(5,2) not null,
  price_total numeric(15,4) not null
);
