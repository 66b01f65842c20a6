select
  p.productnumber as sku,
  l.name as location,
  i.quantity,
  i.modifieddate as counted_at
from production.productinventory i
join production.product p on p.productid = i.productid
join production.location l on l.locationid = i.locationid
