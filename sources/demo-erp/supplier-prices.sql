select e.matnr as sku, e.lifnr as vendor_id, e.netpr as price, e.waers::text as currency, e.plifz as lead_time_days
from wawi.eine e
where e.mandt = '100'
