-- 华隆工具 客户服务系统 V2.3 (Hualong Tools service desk, Shanghai 2008; the whole house uses it since 2014, when it bought
-- Hualong). Names are the first letters of the pinyin: kh = 客户 customer, gd = 工单 work order, ts = 投诉 complaint,
-- myd = 满意度 contentment, bh = 编号 number, sj = 时间 time, zt = 状态 state, scbj = 删除标记 deletion mark.
create table t_kh (
  khbh varchar(12) not null,
  khlx varchar(4) not null,          -- 客户类型: 单位 / 个人
  khmc varchar(120) not null,        -- 客户名称
  lxr varchar(60),                   -- 联系人
  lxdh varchar(40),                  -- 联系电话
  sj varchar(40),                    -- 手机
  yx varchar(120),                   -- 邮箱
  gj varchar(20),                    -- 国家
  cs varchar(40),                    -- 城市
  dz varchar(120),                   -- 地址
  sfzh varchar(30),                  -- 身份证号
  tyshxydm varchar(30),              -- 统一社会信用代码 / 税号
  cjsj timestamp not null,
  gxsj timestamp not null,
  scbj char(1) not null default '0'
);

create table t_gd (
  gdbh varchar(20) not null,
  khbh varchar(12) not null,
  bt varchar(200),                   -- 标题
  zt varchar(10) not null,           -- 未处理 / 处理中 / 已解决 / 已关闭
  yxj varchar(4) not null,           -- 优先级: 低 / 中 / 高 / 紧急
  cly varchar(30),                   -- 处理员
  cjsj timestamp not null,
  xysj timestamp,                    -- 响应时间
  gbsj timestamp                     -- 关闭时间
);

create table t_ts (
  tsbh integer not null,
  khbh varchar(12) not null,
  gdbh varchar(20),
  nr varchar(200),                   -- 内容
  zt varchar(10) not null,
  cljg varchar(200),                 -- 处理结果
  tssj timestamp not null,
  jssj timestamp
);

create table t_myd (
  id bigint not null,
  khbh varchar(12) not null,
  fs smallint not null,              -- 分数 1-5
  py varchar(200),                   -- 评语
  pjsj timestamp not null
);
