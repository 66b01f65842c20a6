import type { Knex } from 'knex';

/** Doubts that are worth the look of a steward. Made anew with what matching keeps, so it is written without a log, too. */
export async function up(db: Knex): Promise<void> {
  await db.raw(`
    create unlogged table match_review (
      a_system text collate "C" not null,
      a_account_id text collate "C" not null,
      b_system text collate "C" not null,
      b_account_id text collate "C" not null,
      question text not null check (question in ('JOIN', 'PART')),
      weight double precision not null,
      value double precision not null,
      primary key (a_system, a_account_id, b_system, b_account_id)
    );
    comment on table match_review is
      'JOIN: of two customers that may be one, the pair that tells most. PART: the weakest tie that holds a customer together.';
    comment on column match_review.weight is 'log2 of the odds that the two are one customer.';
    comment on column match_review.value is 'Uncertainty in bits, times the pairs of accounts that hang on the answer.';
    create index match_review_by_b on match_review (b_system, b_account_id);
    create index match_review_by_value on match_review (value desc, a_system, a_account_id, b_system, b_account_id);
    -- the next sync matches all accounts and so makes the reviews of a hub that was there before
    delete from match_model;
  `);
}

export async function down(db: Knex): Promise<void> {
  await db.raw('drop table match_review');
}
