-- Codes of the status: 1 in process, 2 approved, 3 backordered, 4 rejected, 5 shipped, 6 cancelled.
select
  h.salesorderid as order_id,
  h.customerid as account_id,
  -- What people and other systems call the order; the prefix is stored nowhere.
  'SO' || h.salesorderid as order_number,
  h.orderdate as placed_at,
  h.shipdate as shipped_at,
  case h.status
    when 1 then 'OPEN'
    when 2 then 'CONFIRMED'
    when 3 then 'BACKORDERED'
    when 4 then 'REJECTED'
    when 5 then 'SHIPPED'
    when 6 then 'CANCELLED'
    else 'UNKNOWN'
  end as status,
  -- Four decimals, as the house keeps it.
  h.totaldue as total,
  -- A rate says into what the amounts were converted for the customer; they stand in what it converts from.
  coalesce(r.fromcurrencycode, 'USD') as currency,
  h.purchaseordernumber as customer_reference
from sales.salesorderheader h
left join sales.currencyrate r on r.currencyrateid = h.currencyrateid
