select s.matnr as sku, s.idnrk as component_sku, s.menge as quantity
from wawi.stpo s
where s.mandt = '100' and s.datub = '99991231'
