import { Random } from './random.ts';

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly german: string;
  readonly chinese: string;
  readonly category: string;
  /** In cents of a US dollar. */
  readonly listCents: number;
  readonly costCents: number;
  readonly isActive: boolean;
  /** Bought, made, or made of other products. */
  readonly components: readonly { readonly sku: string; readonly quantity: number }[];
}

/** family|prefix|english|german|chinese|lowest price|highest price in dollars */
const families = `
  Power tools|PT|Angle Grinder|Winkelschleifer|角磨机|89|420
  Power tools|PD|Impact Drill|Schlagbohrmaschine|冲击钻|120|560
  Power tools|PS|Circular Saw|Handkreissäge|电圆锯|140|610
  Machines|ML|Bench Lathe|Tischdrehmaschine|台式车床|2400|18900
  Machines|MM|Milling Machine|Fräsmaschine|铣床|6800|48500
  Machines|MP|Hydraulic Press|Hydraulikpresse|液压机|3900|36400
  Machines|MC|Air Compressor|Druckluftkompressor|空气压缩机|640|7200
  Measuring|QC|Digital Caliper|Digitaler Messschieber|数显卡尺|39|260
  Measuring|QM|Micrometer|Bügelmessschraube|千分尺|48|390
  Hand tools|HW|Torque Wrench|Drehmomentschlüssel|扭力扳手|59|310
  Hand tools|HS|Socket Set|Steckschlüsselsatz|套筒组套|45|280
  Consumables|CD|Cutting Disc Pack|Trennscheiben-Set|切割片|12|64
  Consumables|CB|Carbide Drill Bit|Hartmetallbohrer|硬质合金钻头|9|120
  Consumables|CL|Cutting Fluid 20 l|Kühlschmierstoff 20 l|切削液|58|140
  Spare parts|SM|Motor Unit|Motoreinheit|电机总成|75|980
  Spare parts|SG|Gear Set|Zahnradsatz|齿轮组|28|420
  Spare parts|SB|Bearing Kit|Lagersatz|轴承套件|8|150
  Spare parts|SC|Control Board|Steuerplatine|控制板|60|890
`;

const perFamily = 14;

/** The price book: the same products for the same seed, whatever the number of customers. */
export function catalogue(seed: number): Product[] {
  const random = new Random(seed, 'catalogue');
  const products: Product[] = [];
  for (const line of families.trim().split('\n').reverse()) {
    const [category = '', prefix = '', english = '', german = '', chinese = '', low = '1', high = '2'] = line
      .trim()
      .split('|');
    for (let i = 1; i <= perFamily; i++) {
      const size = 100 + i * 25;
      const list = Math.round(
        (Number(low) + ((Number(high) - Number(low)) * i) / perFamily) * (0.9 + random.next() * 0.2),
      );
      const variant = random.pick(['A', 'B', 'E', 'X', 'S']);
      const parts =
        category === 'Machines' || category === 'Power tools'
          ? products.filter((p) => p.category === 'Spare parts')
          : [];
      products.push({
        sku: `${prefix}-${1000 + i * 10 + random.int(0, 9)}-${variant}`,
        name: `${english} ${size}${variant}`,
        german: `${german} ${size}${variant}`,
        chinese: `${chinese} ${size}${variant}`,
        category,
        listCents: list * 100 - random.pick([0, 1, 5]),
        costCents: Math.round(list * 100 * (0.45 + random.next() * 0.25)),
        isActive: !random.chance(0.08),
        components: random
          .sample(parts, parts.length ? random.int(3, 6) : 0)
          .map((p) => ({ sku: p.sku, quantity: random.int(1, 4) })),
      });
    }
  }
  return products.reverse();
}
