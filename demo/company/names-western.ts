/** Given names with gender and what friends say, and family names, per country of origin. All made for the demo. */
export interface GivenName {
  readonly name: string;
  readonly gender: 'F' | 'M';
  readonly nicks: readonly string[];
}

export type WesternOrigin = 'US' | 'GB' | 'DE' | 'FR' | 'ES';

/** `Robert:M:Bob,Rob` */
const given = (text: string): GivenName[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', gender, nicks = ''] = word.split(':');
      return { name, gender: gender === 'F' ? 'F' : 'M', nicks: nicks.split(',').filter(Boolean) };
    });

const words = (text: string): string[] => text.trim().split(/\s+/);

const english = given(`
  Robert:M:Bob,Rob William:M:Bill,Will James:M:Jim,Jimmy Richard:M:Rick,Dick Michael:M:Mike Thomas:M:Tom Charles:M:Charlie,Chuck
  Christopher:M:Chris Daniel:M:Dan Matthew:M:Matt Anthony:M:Tony Andrew:M:Andy,Drew Joshua:M:Josh Kenneth:M:Ken Steven:M:Steve
  Edward:M:Ed,Ted Ronald:M:Ron Timothy:M:Tim Jeffrey:M:Jeff Gregory:M:Greg Benjamin:M:Ben Samuel:M:Sam Patrick:M:Pat
  Alexander:M:Alex,Sandy Frederick:M:Fred Walter:M:Walt Douglas:M:Doug Nathaniel:M:Nate Leonard:M:Len Theodore:M:Theo,Ted
  Elizabeth:F:Liz,Beth Margaret:F:Peggy,Maggie Katherine:F:Kate,Kathy Jennifer:F:Jen,Jenny Patricia:F:Pat,Patty Susan:F:Sue
  Deborah:F:Debbie Barbara:F:Barb Jessica:F:Jess Rebecca:F:Becky Victoria:F:Vicky Pamela:F:Pam Christine:F:Chris,Tina
  Samantha:F:Sam Stephanie:F:Steph Kimberly:F:Kim Abigail:F:Abby Cynthia:F:Cindy Judith:F:Judy Theresa:F:Terry,Tess
  Alexandra:F:Alex,Sandra Madeleine:F:Maddy Josephine:F:Josie Dorothy:F:Dot,Dottie Eleanor:F:Ellie,Nell Harriet:F:Hattie
`);

export const givenNames: Record<WesternOrigin, readonly GivenName[]> = {
  US: english,
  GB: english,
  DE: given(`
    Jürgen:M:Jürg Günther:M:Günni Wolfgang:M:Wolf Hans-Peter:M:HP Friedrich:M:Fritz Johannes:M:Hannes Sebastian:M:Basti
    Maximilian:M:Max Matthias:M:Matze Jörg:M Björn:M Rüdiger:M:Rudi Heinrich:M:Heiner Ulrich:M:Uli Stefan:M Götz:M Karl-Heinz:M:Kalle
    Andreas:M:Andi Michael:M:Michi Klaus:M Dietmar:M:Didi Tobias:M:Tobi Lukas:M Jan-Niklas:M Uwe:M
    Käthe:F Bärbel:F Jördis:F Annegret:F:Anne Elisabeth:F:Elli,Lisa Katharina:F:Kathi,Katja Margarete:F:Grete Ursula:F:Uschi
    Brigitte:F:Gitti Franziska:F:Franzi Susanne:F:Susi Gabriele:F:Gabi Christiane:F:Chris Hannelore:F:Hanne Sabine:F:Bine Heike:F
    Renate:F Dörte:F Mareike:F Friederike:F:Rike
  `),
  FR: given(`
    François:M:Fanfan Jérôme:M Frédéric:M:Fred Jean-Luc:M André:M:Dédé Grégoire:M:Greg Stéphane:M:Steph Rémi:M Loïc:M Benoît:M
    Étienne:M Philippe:M:Phil Thibault:M Maxime:M:Max Gaël:M Sébastien:M:Seb Raphaël:M:Raph Hervé:M
    Hélène:F:Lène Geneviève:F:Ginette Élodie:F Céline:F Noémie:F Amélie:F Françoise:F Joëlle:F Thérèse:F Aurélie:F Camille:F
    Béatrice:F:Béa Véronique:F:Véro Marie-Claude:F Zoé:F Solène:F Inès:F Agnès:F
  `),
  ES: given(`
    José:M:Pepe Francisco:M:Paco Ignacio:M:Nacho Jesús:M:Chus Ramón:M:Moncho Joaquín:M:Quino Andrés:M Íñigo:M Rubén:M Adrián:M
    Alejandro:M:Álex Manuel:M:Manolo Álvaro:M Sergio:M Martín:M Germán:M Óscar:M
    María:F:Mari Concepción:F:Concha Dolores:F:Lola Begoña:F Inés:F Lucía:F Mercedes:F:Merche Rocío:F Verónica:F:Vero Sofía:F
    Ángela:F Pilar:F:Pili Rosario:F:Charo Belén:F Asunción:F:Asun Montserrat:F:Montse
  `),
};

const englishFamilies = words(`
  Anderson Baker Barrett Bennett Bishop Blackwood Bradley Brennan Calloway Campbell Carmichael Carpenter Chamberlain Clarke Coleman
  Crawford Cunningham Davenport Donovan Eastman Ellison Fairbanks Ferguson Fitzgerald Fletcher Gallagher Garrison Goodwin Grayson
  Hamilton Harrington Hawthorne Henderson Holloway Hutchinson Ingram Jefferson Johnston Kavanagh Kendrick Lancaster Lindqvist
  Livingston MacAllister MacDonald Marshall McCarthy McKenzie Merriweather Mitchell Montgomery Nicholson O'Brien O'Connor O'Leary
  Osborne Parkinson Pemberton Pritchard Ramsey Reynolds Richardson Rutherford Sanderson Sinclair Smith Smythe Stephenson Sutherland
  Thompson Thorne Underwood Vaughan Wainwright Washington Weatherby Whitaker Wilkinson Winslow Woodruff Yates
`);

export const familyNames: Record<WesternOrigin, readonly string[]> = {
  US: [
    ...englishFamilies,
    ...words('Hernández Rodríguez Martínez Kowalski Nowak Nguyen Schmidt Olsen Hansen Petersen Rossi Novak'),
  ],
  GB: englishFamilies,
  DE: words(`
    Müller Schröder Schäfer Köhler Krüger Böttcher Hübner Jäger Kühn Lüdtke Möller Nägele Öztürk Pfäffle Röhrig Süßmann Täuber Völker
    Weiß Zöllner Bäcker Dörfler Eßer Fürst Gößling Hövel Kästner Löffler Bauer Fischer Hoffmann Lehmann Maier Meyer Mayer Neumann
    Richter Schmidt Schmitt Schneider Schulz Schulze Vogel Wagner Walther Weber Winkler Zimmermann Brandt Hartmann
  `),
  FR: words(`
    Lefèvre Bérard Hébert Gérard Barthélemy Crépin Dubois Dufrêne Fournier Françaix Gauthier Guérin Lacroix Lemaître Léger Mérieux
    Moreau Noël Pelletier Perrault Piñol Rivière Rousseau Saint-Étienne Séguin Tréville Vallée Villeneuve Bélanger Chênevert Durand
    Delacroix Marchand Mercier Thévenet Roussel Charpentier
  `),
  ES: words(`
    Álvarez Benítez Cáceres Domínguez Echeverría Fernández García Gómez Gutiérrez Hernández Ibáñez Jiménez López Márquez Martínez
    Muñoz Núñez Ordóñez Peña Pérez Quiñones Ramírez Ríos Rodríguez Sáenz Sánchez Suárez Tellería Urrutia Vázquez Velázquez Yáñez Zúñiga
  `),
};
