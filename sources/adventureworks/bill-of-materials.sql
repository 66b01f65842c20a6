-- The table keeps its history: of each pair of products at most one row is valid today. Rows without an assembly say that
-- a product is sold whole.
select
  a.productnumber as sku,
  c.productnumber as component_sku,
  b.perassemblyqty as quantity
from production.billofmaterials b
join production.product a on a.productid = b.productassemblyid
join production.product c on c.productid = b.componentid
where b.startdate <= localtimestamp
  and (b.enddate is null or b.enddate > localtimestamp)
