-- One payment may pay several invoices: a row for each.
select
  l.rowid as payment_id,
  l.fk_facture as invoice_id,
  p.datep as paid_on,
  cast(l.amount as decimal(24, 8)) as amount,
  coalesce(f.multicurrency_code, 'EUR') as currency,
  case c.code
    when 'VIR' then 'bank transfer'
    when 'PRE' then 'direct debit'
    when 'CB' then 'card'
    when 'CHQ' then 'cheque'
    when 'LIQ' then 'cash'
    else c.libelle
  end as method
from llx_paiement_facture l
join llx_paiement p on p.rowid = l.fk_paiement
join llx_facture f on f.rowid = l.fk_facture and f.type <> 4 and f.entity = 1
left join llx_c_paiement c on c.id = p.fk_paiement
