select l.lifnr as vendor_id, l.name1 as name, l.sperm <> 'X' as is_active
from wawi.lfa1 l
where l.mandt = '100'
