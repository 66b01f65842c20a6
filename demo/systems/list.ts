import { crm } from './crm/crm.ts';
import { desk } from './desk/desk.ts';
import { erp } from './erp/erp.ts';
import { marketing } from './marketing/marketing.ts';
import { orders2 } from './orders-2/orders-2.ts';
import { orders } from './orders/orders.ts';
import type { DemoSystem } from './system.ts';

/** The six legacy systems of the made company. */
export const demoSystems: readonly DemoSystem[] = [crm, orders, orders2, desk, marketing, erp];
