import { account, money, reference } from '../../kit/resolvers/field.ts';
import { before, from, oneOf } from '../../kit/resolvers/filter.ts';
import { byAccounts, bySystemKey } from '../../kit/resolvers/link.ts';
import { many } from '../../kit/resolvers/lists.ts';
import { plainType, rowType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { page } from '../../kit/resolvers/page.ts';
import { asRepresentation, byOpaqueId, entityId, lookup } from '../../kit/resolvers/references.ts';
import { orderLines, orders } from './relations.ts';

const OrderLine = rowType('OrderLine', orderLines, {
  fields: {
    number: 'line_no',
    quantity: 'quantity',
    unitPrice: money('unit_price', 'currency'),
    discount: 'discount',
    total: money('line_total', 'currency'),
    description: 'description',
    product: reference('Product', 'sku', 'sku'),
  },
});

const Order: ObjectType<typeof orders> = rowType('Order', orders, {
  references: byOpaqueId(() => Order),
  fields: {
    id: entityId(orders),
    number: 'order_number',
    placedAt: 'placed_at',
    shippedAt: 'shipped_at',
    status: 'status',
    total: money('total', 'currency'),
    customerReference: 'customer_reference',
    lines: many(() => OrderLine, { link: bySystemKey('order_id'), order: ['line_no asc'] }),
    account: account(),
  },
});

const Customer = plainType('Customer', {
  references: asRepresentation,
  fields: {
    orders: page(() => Order, {
      link: byAccounts(),
      order: ['placed_at desc'],
      where: { status: oneOf('status'), placedFrom: from('placed_at'), placedBefore: before('placed_at') },
    }),
  },
});

const Query = plainType('Query', { fields: { order: lookup(byOpaqueId(() => Order)) } });

export const types = [Query, Customer, Order, OrderLine];
