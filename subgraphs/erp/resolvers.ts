import { account, column, money } from '../../kit/resolvers/field.ts';
import { before, equals, from, oneOf } from '../../kit/resolvers/filter.ts';
import { byAccounts, bySharedKey, bySystemKey, everyRow } from '../../kit/resolvers/link.ts';
import { many, one } from '../../kit/resolvers/lists.ts';
import { plainType, rowType, type ObjectType } from '../../kit/resolvers/object-type.ts';
import { page } from '../../kit/resolvers/page.ts';
import { asRepresentation, byOpaqueId, bySharedColumn, entityId, lookup } from '../../kit/resolvers/references.ts';
import { moneyPerCurrency, singleMoney } from '../../kit/resolvers/sums.ts';
import {
  billOfMaterials,
  invoices,
  payments,
  products,
  shipments,
  stock,
  supplierPrices,
  vendors,
} from './relations.ts';

const Stock = rowType('Stock', stock, {
  fields: { location: 'location', quantity: 'quantity', countedAt: 'counted_at', system: column('system') },
});

const Vendor: ObjectType<typeof vendors> = rowType('Vendor', vendors, {
  references: byOpaqueId(() => Vendor),
  fields: { id: entityId(vendors), name: 'name', isActive: 'is_active' },
});

const SupplierPrice = rowType('SupplierPrice', supplierPrices, {
  fields: {
    price: money('price', 'currency'),
    leadTimeDays: 'lead_time_days',
    vendor: one(() => Vendor, { link: bySystemKey('vendor_id') }),
  },
});

const Component: ObjectType<typeof billOfMaterials> = rowType('Component', billOfMaterials, {
  fields: { quantity: 'quantity', product: one(() => Product, { link: bySharedKey('sku', 'component_sku') }) },
});

const Product: ObjectType<typeof products> = rowType('Product', products, {
  references: bySharedColumn(() => Product, 'sku'),
  fields: {
    sku: 'sku',
    name: 'name',
    category: 'category',
    listPrice: money('list_price', 'currency'),
    standardCost: money('standard_cost', 'currency'),
    isActive: 'is_active',
    stock: many(() => Stock, { link: bySharedKey('sku'), order: ['location asc'] }),
    components: many(() => Component, { link: bySharedKey('sku'), order: ['component_sku asc'] }),
    suppliers: many(() => SupplierPrice, { link: bySharedKey('sku'), order: ['price asc'] }),
  },
});

const Payment: ObjectType<typeof payments> = rowType('Payment', payments, {
  references: byOpaqueId(() => Payment),
  fields: { id: entityId(payments), paidOn: 'paid_on', amount: money('amount', 'currency'), method: 'method' },
});

const Invoice: ObjectType<typeof invoices> = rowType('Invoice', invoices, {
  references: byOpaqueId(() => Invoice),
  fields: {
    id: entityId(invoices),
    number: 'invoice_number',
    orderNumber: 'order_number',
    issuedOn: 'issued_on',
    dueOn: 'due_on',
    status: 'status',
    total: money('total', 'currency'),
    balance: money('balance', 'currency'),
    payments: many(() => Payment, { link: bySystemKey('invoice_id'), order: ['paid_on asc'] }),
    account: account(),
  },
});

const Shipment: ObjectType<typeof shipments> = rowType('Shipment', shipments, {
  references: byOpaqueId(() => Shipment),
  fields: {
    id: entityId(shipments),
    orderNumber: 'order_number',
    shippedAt: 'shipped_at',
    deliveredAt: 'delivered_at',
    status: 'status',
    carrier: 'carrier',
    trackingNumber: 'tracking_number',
    account: account(),
  },
});

const balance = { link: byAccounts(), amount: 'balance', currency: 'currency' };

const Customer = plainType('Customer', {
  references: asRepresentation,
  fields: {
    invoices: page(() => Invoice, {
      link: byAccounts(),
      order: ['issued_on desc'],
      where: {
        status: oneOf('status'),
        issuedFrom: from('issued_on'),
        issuedBefore: before('issued_on'),
        dueBefore: before('due_on'),
      },
    }),
    balance: singleMoney(invoices, balance),
    balances: moneyPerCurrency(invoices, balance),
    shipments: page(() => Shipment, {
      link: byAccounts(),
      order: ['shipped_at desc'],
      where: { status: oneOf('status') },
    }),
  },
});

const Query = plainType('Query', {
  fields: {
    product: lookup(
      bySharedColumn(() => Product, 'sku'),
      'sku',
    ),
    products: page(() => Product, {
      link: everyRow,
      order: ['sku asc'],
      where: { category: oneOf('category'), isActive: equals('is_active') },
    }),
    invoice: lookup(byOpaqueId(() => Invoice)),
  },
});

export const types = [Query, Customer, Product, Stock, Component, SupplierPrice, Vendor, Invoice, Payment, Shipment];
