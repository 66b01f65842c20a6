-- Warenwirtschaft Mandant 100 (2008, Ortszeit Berlin). Tabellen und Felder, wie das Walldorfer Handbuch sie kürzt; Tage als
-- acht Ziffern, '00000000' heißt leer; Kennzeichen 'X'; keine Fremdschlüssel, die Anwendung prüft selbst.
create schema wawi;

create table wawi.kna1 (            -- Kundenstamm
  mandt char(3) not null, kunnr char(10) not null, ktokd char(4) not null,
  name1 varchar(60) not null, name2 varchar(60) not null, stras varchar(60) not null, ort01 varchar(40) not null,
  pstlz varchar(10) not null, regio varchar(40) not null, land1 char(2) not null, telf1 varchar(30) not null, telf2 varchar(30) not null,
  smtp_addr varchar(120) not null, stceg varchar(20) not null, gbdat char(8) not null,
  erdat char(8) not null, aedat char(8) not null, aezet char(6) not null, loevm char(1) not null
);

create table wawi.mara (            -- Materialstamm
  mandt char(3) not null, matnr varchar(18) not null, matkl varchar(20) not null, ersda char(8) not null, lvorm char(1) not null
);
create table wawi.makt (mandt char(3) not null, matnr varchar(18) not null, spras char(1) not null, maktx varchar(60) not null);
create table wawi.mbew (            -- Bewertung: Herstellkosten und Listenpreis in USD je PEINH Stück
  mandt char(3) not null, matnr varchar(18) not null, stprs numeric(13,2) not null, kbetr numeric(13,2) not null,
  peinh integer not null, waers char(3) not null
);
create table wawi.mard (            -- Lagerbestand
  mandt char(3) not null, matnr varchar(18) not null, lgort varchar(8) not null, labst numeric(13,3) not null,
  zaehldat char(8) not null, zaehlzt char(6) not null
);
create table wawi.stpo (            -- Stücklistenposition
  mandt char(3) not null, matnr varchar(18) not null, idnrk varchar(18) not null, menge numeric(13,3) not null,
  datuv char(8) not null, datub char(8) not null
);
create table wawi.lfa1 (mandt char(3) not null, lifnr char(10) not null, name1 varchar(60) not null, sperm char(1) not null);
create table wawi.eine (            -- Einkaufsinfosatz
  mandt char(3) not null, matnr varchar(18) not null, lifnr char(10) not null, netpr numeric(13,2) not null, waers char(3) not null,
  plifz integer not null
);
create table wawi.vbrk (            -- Faktura
  mandt char(3) not null, vbeln char(10) not null, kunrg char(10) not null, zuonr varchar(18) not null,
  fkdat char(8) not null, zfbdt char(8) not null, gbstk char(1) not null, brtwr numeric(13,2) not null, offbt numeric(13,2) not null,
  waerk char(3) not null
);
create table wawi.zahleing (        -- Zahlungseingang
  mandt char(3) not null, belnr integer not null, vbeln char(10) not null, budat char(8) not null, wrbtr numeric(13,2) not null,
  waers char(3) not null, zlsch char(1) not null
);
create table wawi.likp (            -- Lieferung
  mandt char(3) not null, vbeln char(10) not null, kunnr char(10) not null, zuonr varchar(18) not null,
  wadat char(8) not null, wauhr char(6) not null, podat char(8) not null, potim char(6) not null,
  lfstk char(1) not null, spedi varchar(40) not null, sdnr varchar(20) not null
);
