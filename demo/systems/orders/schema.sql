-- ORDMAS, order entry, release 3.1 (1996). Moved from the midrange machine table by table: file names, six-letter fields,
-- packed dates (CYYMMDD), money without decimals, blanks to the right. No constraints between files, as it always was.
create schema ordlib;

create table ordlib.cusmas (
  cmcono smallint not null,       -- company: 1 US, 2 UK, 3 continent, 5 China
  cmcuno char(6) not null,        -- customer
  cmactc char(1) not null,        -- A active, D deleted
  cmtype char(1) not null,        -- B business, P private
  cmname char(30) not null,
  cmnam2 char(30) not null,       -- attention of
  cmadr1 char(30) not null,
  cmcity char(20) not null,
  cmstat char(3) not null,
  cmzipc char(9) not null,
  cmcnty char(3) not null,        -- telex country code
  cmphon char(20) not null,
  cmphn2 char(20) not null,
  cmemal char(60) not null,       -- added 2001
  cmtaxn char(18) not null,
  cmcrtd integer not null,
  cmchgd integer not null,
  cmchgt integer not null
);

create table ordlib.ordhdr (
  ohcono smallint not null,
  ohordn char(7) not null,
  ohcuno char(6) not null,
  ohordd integer not null,
  ohordt integer not null,
  ohshpd integer not null,        -- 0 = not yet
  ohshpt integer not null,
  ohstat char(2) not null,
  ohcurr char(3) not null,
  ohfrtc integer not null,
  ohtaxc bigint not null,
  ohtotc bigint not null,
  ohcpon char(15) not null
);

create table ordlib.orddtl (
  odcono smallint not null,
  odordn char(7) not null,
  odline smallint not null,
  oditem char(15) not null,
  oddesc char(30) not null,
  odqtyo integer not null,
  odprcc bigint not null,
  oddscp smallint not null,       -- hundredths of a percent
  odextc bigint not null
);
