select
  d.salesorderid as order_id,
  -- Lines have no number of their own in the order: this one is unique in the whole house and rises with the line.
  d.salesorderdetailid as line_no,
  p.productnumber as sku,
  d.orderqty as quantity,
  d.unitprice as unit_price,
  d.unitpricediscount as discount,
  d.orderqty * d.unitprice * (1 - d.unitpricediscount) as line_total,
  coalesce(r.fromcurrencycode, 'USD') as currency
from sales.salesorderdetail d
left join production.product p on p.productid = d.productid
left join sales.salesorderheader h on h.salesorderid = d.salesorderid
left join sales.currencyrate r on r.currencyrateid = h.currencyrateid
