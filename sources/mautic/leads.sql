-- Cards of a fair are scanned into leads with a UTM tag of their own; each form has its submissions. What became of a
-- lead Mautic does not keep.
select
  'card' as lead_id_1,
  u.id as lead_id_2,
  'lead' as account_id_1,
  u.lead_id as account_id_2,
  u.date_added as captured_at,
  coalesce(
    (select min(t.tag) from lead_tags t where replace(lower(t.tag), ' ', '-') = u.utm_campaign),
    u.utm_campaign
  ) as source,
  null as interest
from lead_utmtags u
where u.utm_medium = 'badge-scan'
union all
select
  'form' as lead_id_1,
  s.id as lead_id_2,
  'lead' as account_id_1,
  s.lead_id as account_id_2,
  s.date_submitted as captured_at,
  f.name as source,
  -- Each form has a result table of its own; this one asks what people want.
  r.message as interest
from form_submissions s
left join forms f on f.id = s.form_id
left join form_results_3_contactreq r on r.submission_id = s.id
where s.lead_id is not null
