alter table bw_customer add primary key (cust_id);
alter table bw_order add primary key (order_id);
alter table bw_order_item add primary key (item_id);
create index bw_customer_mail on bw_customer (email);
create index bw_customer_extra_id on bw_customer_extra (cust_id, attr);
create index bw_order_cust on bw_order (cust_id, placed_epoch);
create index bw_order_item_order on bw_order_item (order_id);
