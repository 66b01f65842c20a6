import { code, decimal, instant, integer, key, relation, text } from '../../kit/relation.ts';

/** Spelled as in the graph; a mapping's CASE maps legacy codes to these. */
export const orderStatus = ['OPEN', 'CONFIRMED', 'BACKORDERED', 'SHIPPED', 'CLOSED', 'CANCELLED', 'REJECTED'] as const;

export const orders = relation({
  name: 'orders',
  description: 'What a customer ordered; one row per order.',
  key: ['order_id'],
  columns: {
    order_id: key.required('Order, unique in its system.'),
    account_id: key.required('Account that ordered, as in customers.sql.'),
    order_number: text('Number that people use for the order.'),
    placed_at: instant.required('When the customer ordered.'),
    shipped_at: instant('When the last part left the house.'),
    status: code(orderStatus, 'Where the order stands.'),
    total: decimal('What the customer owes for the order: lines, tax and freight.'),
    currency: text('ISO 4217 code of all amounts of the order.'),
    customer_reference: text("The customer's own purchase order number."),
  },
});

export const orderLines = relation({
  name: 'order-lines',
  description: 'One row per line of an order.',
  key: ['order_id', 'line_no'],
  columns: {
    order_id: key.required('Order of the line.'),
    line_no: integer.required('Number of the line, unique in its order.'),
    sku: text('Product number, as erp knows it.'),
    description: text('What the order says was ordered.'),
    quantity: decimal('How much was ordered.'),
    unit_price: decimal('Price of one unit before discount.'),
    discount: decimal('Discount as a fraction of the price: 0.1 is ten percent.'),
    line_total: decimal('Quantity times price less discount.'),
    currency: text('ISO 4217 code.'),
  },
});

export const relations = [orders, orderLines];
