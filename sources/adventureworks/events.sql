select
  h.salesorderid as event_id_1,
  'ORDER_PLACED' as event_id_2,
  h.customerid as account_id,
  h.orderdate as occurred_at,
  'ORDER_PLACED' as kind,
  'Order SO' || h.salesorderid || ' over ' || round(h.totaldue, 2) || ' USD' as title
from sales.salesorderheader h
union all
select
  h.salesorderid as event_id_1,
  'ORDER_SHIPPED' as event_id_2,
  h.customerid as account_id,
  h.shipdate as occurred_at,
  'ORDER_SHIPPED' as kind,
  'Order SO' || h.salesorderid || ' left with ' || m.name as title
from sales.salesorderheader h
join purchasing.shipmethod m on m.shipmethodid = h.shipmethodid
where h.shipdate is not null
