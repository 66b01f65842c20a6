alter table ordlib.cusmas add primary key (cmcono, cmcuno);
alter table ordlib.ordhdr add primary key (ohcono, ohordn);
create index ordhdl1 on ordlib.ordhdr (ohcono, ohcuno, ohordd);
alter table ordlib.orddtl add primary key (odcono, odordn, odline);
create index cusml2 on ordlib.cusmas (cmchgd);
