-- An order leaves in one shipment: the order header is the record of it. Nobody writes down when it arrived.
select
  h.salesorderid as shipment_id,
  h.customerid as account_id,
  'SO' || h.salesorderid as order_number,
  h.shipdate as shipped_at,
  case
    when h.status = 5 then 'SHIPPED'
    when h.status in (1, 2, 3) then 'PREPARING'
    when h.status = 6 then 'CANCELLED'
    else 'UNKNOWN'
  end as status,
  m.name as carrier,
  (
    select string_agg(distinct d.carriertrackingnumber, ', ')
    from sales.salesorderdetail d
    where d.salesorderid = h.salesorderid
  ) as tracking_number
from sales.salesorderheader h
left join purchasing.shipmethod m on m.shipmethodid = h.shipmethodid
where h.shipdate is not null
