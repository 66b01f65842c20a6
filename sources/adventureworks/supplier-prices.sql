select
  p.productnumber as sku,
  v.businessentityid as vendor_id,
  -- Two of three prices are per carton, case, can or dozen, and nothing says how many pieces that is.
  case when v.unitmeasurecode = 'EA' then v.standardprice end as price,
  'USD' as currency,
  v.averageleadtime as lead_time_days
from purchasing.productvendor v
join production.product p on p.productid = v.productid
