select
  p.productnumber as sku,
  p.name,
  c.name as category,
  p.listprice as list_price,
  p.standardcost as standard_cost,
  'USD' as currency,
  -- Parts that are only built in are not for sale.
  p.finishedgoodsflag
    and p.sellstartdate <= localtimestamp
    and (p.sellenddate is null or p.sellenddate > localtimestamp)
    and (p.discontinueddate is null or p.discontinueddate > localtimestamp) as is_active
from production.product p
left join production.productsubcategory s on s.productsubcategoryid = p.productsubcategoryid
left join production.productcategory c on c.productcategoryid = s.productcategoryid
