create index i_gd_kh on t_gd (khbh, cjsj);
create index i_ts_kh on t_ts (khbh);
create index i_ts_gd on t_ts (gdbh);
create index i_myd_kh on t_myd (khbh, pjsj);
alter table t_gd add foreign key (khbh) references t_kh;
alter table t_ts add foreign key (khbh) references t_kh;
