import { boolean, code, date, decimal, instant, integer, key, relation, text } from '../../kit/relation.ts';

export const invoiceStatus = ['DRAFT', 'OPEN', 'PARTLY_PAID', 'PAID', 'CANCELLED'] as const;
export const shipmentStatus = ['PREPARING', 'SHIPPED', 'DELIVERED', 'RETURNED', 'CANCELLED'] as const;

export const products = relation({
  name: 'products',
  description: 'What the house sells, makes or buys.',
  key: ['sku'],
  columns: {
    sku: key.required('Product number, the same in every system of the house.'),
    name: text('What people call it.'),
    category: text('Family of products.'),
    list_price: decimal('Price before any discount.'),
    standard_cost: decimal('What one unit costs the house.'),
    currency: text('ISO 4217 code.'),
    is_active: boolean('Whether it is sold today.'),
  },
});

export const stock = relation({
  name: 'stock',
  description: 'How much of a product lies where.',
  key: ['sku', 'location'],
  columns: {
    sku: key.required('Product.'),
    location: key.required('Warehouse or shelf.'),
    quantity: decimal('Units on hand.'),
    counted_at: instant('When it was last counted or booked.'),
  },
});

export const billOfMaterials = relation({
  name: 'bill-of-materials',
  description: 'Which products a product is made of, today.',
  key: ['sku', 'component_sku'],
  columns: {
    sku: key.required('Product that is made.'),
    component_sku: key.required('Product that goes into it.'),
    quantity: decimal('How many units of the component one unit needs.'),
  },
});

export const vendors = relation({
  name: 'vendors',
  description: 'Who supplies the house.',
  key: ['vendor_id'],
  columns: {
    vendor_id: key.required('Vendor, unique in its system.'),
    name: text('Firm.'),
    is_active: boolean('Whether the house still buys there.'),
  },
});

export const supplierPrices = relation({
  name: 'supplier-prices',
  description: 'What a vendor asks for a product.',
  key: ['sku', 'vendor_id'],
  columns: {
    sku: key.required('Product.'),
    vendor_id: key.required('Vendor.'),
    price: decimal('Price of one unit.'),
    currency: text('ISO 4217 code.'),
    lead_time_days: integer('From order to delivery, days.'),
  },
});

export const invoices = relation({
  name: 'invoices',
  description: 'What a customer was billed.',
  key: ['invoice_id'],
  columns: {
    invoice_id: key.required('Invoice, unique in its system.'),
    account_id: key.required('Account that was billed, as in customers.sql.'),
    invoice_number: text('Number printed on it.'),
    order_number: text('Number of the order that it bills.'),
    issued_on: date.required('Day of the invoice.'),
    due_on: date('Last day to pay.'),
    status: code(invoiceStatus, 'Whether it is paid.'),
    total: decimal('What was billed, with tax.'),
    balance: decimal('What is still to be paid.'),
    currency: text('ISO 4217 code of both amounts.'),
  },
});

export const payments = relation({
  name: 'payments',
  description: 'Money that came in for an invoice.',
  key: ['payment_id'],
  columns: {
    payment_id: key.required('Payment, unique in its system.'),
    invoice_id: key.required('Invoice that it pays.'),
    paid_on: date.required('Day of the payment.'),
    amount: decimal('How much.'),
    currency: text('ISO 4217 code.'),
    method: text('How it was paid.'),
  },
});

export const shipments = relation({
  name: 'shipments',
  description: 'Goods on their way to a customer.',
  key: ['shipment_id'],
  columns: {
    shipment_id: key.required('Shipment, unique in its system.'),
    account_id: key.required('Account that receives it, as in customers.sql.'),
    order_number: text('Number of the order that it fulfils.'),
    shipped_at: instant.required('When it left the house, or is planned to.'),
    delivered_at: instant('When it arrived.'),
    status: code(shipmentStatus, 'Where it is.'),
    carrier: text('Who carries it.'),
    tracking_number: text('Number that the carrier gave it.'),
  },
});

export const relations = [products, stock, billOfMaterials, vendors, supplierPrices, invoices, payments, shipments];
