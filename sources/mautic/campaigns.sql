-- What a campaign cost is in no column of this product.
select
  c.id as campaign_id,
  c.name,
  (
    select max('EMAIL')
    from campaign_events e
    where e.campaign_id = c.id and e.channel = 'email' and e.deleted is null
  ) as channel,
  date(c.publish_up) as started_on,
  date(c.publish_down) as ended_on
from campaigns c
where c.deleted is null
