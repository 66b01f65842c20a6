import { withoutUmlauts } from '../normalise/fold.ts';

/**
 * Short forms of given names: the full form, then what people are called. What is not here is learned from the records
 * (score/learn-aliases.ts) where birth dates or numbers show it.
 */
const lines = `
abigail abby gail; albert al bert albie; alexander alex al sasha sandy xander; alexandra alex sandra sandy sasha;
alfred al fred alfie; amanda mandy; andrew andy drew; anthony tony; arthur art artie; barbara barb barbie babs;
benjamin ben benny benji; catherine cathy kate katie kathy cat; charles charlie chuck chas; charlotte charlie lottie;
christina chris tina christine; christopher chris kit topher; daniel dan danny; david dave davy;
deborah deb debbie debby; dominic dom nick; donald don donnie; dorothy dot dottie dolly; douglas doug;
edward ed eddie ned ted teddy; elizabeth liz lizzie beth betty eliza lisa libby; emily em emmy; eugene gene;
florence flo florrie; frances fran fanny; francis frank; frederick fred freddie; gabriel gabe; gabriella gabby;
george georgie; gerald gerry jerry; gregory greg; harold harry hal; henry harry hank; isabella bella izzy;
jacob jake; jacqueline jackie; james jim jimmy jamie; janet jan; jeffrey jeff; jennifer jen jenny;
jessica jess jessie; john jack johnny jon; jonathan jon jonny; joseph joe joey; josephine jo josie; joshua josh;
judith judy; katherine kathy kate katie kat kathryn; kenneth ken kenny; kimberly kim; lawrence larry;
leonard len lenny leo; lillian lily lil; louis lou louie; lucille lucy; madeline maddie;
margaret maggie meg peggy peggie marge greta; marie mary; martin marty; matthew matt; melissa mel missy;
michael mike mick mickey; michelle shelly; nancy nan; natalie nat; nathaniel nate nathan; nicholas nick nicky;
oliver ollie; pamela pam; patricia pat patty tricia trish; patrick pat paddy; peter pete; philip phil pip;
rachel rae; raymond ray; rebecca becky becca; richard rich rick dick ricky; robert bob rob bobby robbie bert;
ronald ron ronnie; roger rodge; samantha sam; samuel sam sammy; sandra sandy; sarah sally sadie; stephanie steph;
stephen steve stevie; steven steve stevie; susan sue susie suzy; sylvia syl; theodore ted teddy theo;
theresa tess terry teresa tessa; thomas tom tommy; timothy tim; valerie val; vanessa nessa; victoria vicky tori;
vincent vince vinnie; virginia ginny ginger; walter walt wally; wilhelmina mina; william will bill billy willy liam;
zachary zach zack; andreas andi; barbel barbl; brigitte gitte gitti; christian chris; dietrich dieter;
elisabeth lisa sissi elli; friedrich fritz; gunther gunni; hans hansi johannes; heinrich heinz heiner; jurgen jogi;
johannes hannes jo; josef sepp jupp; karin kari; katharina kathi kathrin; klaus nikolaus; ludwig lutz; manfred manni;
matthias matze; maximilian max; sebastian basti; stefan steffen; susanne susi; ulrich uli; ursula ursel uschi;
wolfgang wolf wolfi; antonio tono; concepcion concha; dolores lola; enrique quique; fernando nando;
francisco paco pancho curro; guadalupe lupe; ignacio nacho; isabel isa; jesus chus; jose pepe; manuel manolo lolo;
maria mari; mercedes merche; pilar pili; rafael rafa; rosario charo; teresa tere; anne annie; antoine toine;
benoit ben; dominique dom; frederic fred; genevieve ginette; gerard gege; jean jeannot; marguerite margot;
philippe phil; veronique vero; adelaide addie ada; adelheid heidi; agnes aggie nessie; albrecht albert;
aleksandr aleksander alexander alexandr alyaksandr oleksandr alejandro alessandro alexandre sasha alex;
anastasia anastassia nastassia nastasia nastya anastasiya stacy ana; andrea andi; angela angie;
ann anna anne annie nan; anneliese liesl lisel; annemarie anni; augustine gus gussie; augustus gus;
annabelle anabella annabel bella belle; ambrosius ambros; bartholomew bart; beatrice bea trixie; bernadette bernie;
bernard bernie bern; bernhard berni; bertram bert; bradley brad; bridget biddy bridie; caroline carrie lina caro;
cassandra cass cassie; candace candy kandace candice; cecilia cissy celia; charlene charly; clarence clare;
clifford cliff; constance connie; cornelius neil; cynthia cindy; cyrus cy; diana di;
ebenezer eben; edith edie; edmund ed eddie ned; edwin ed eddie; eleanor ellie nell nellie nora elinor;
ellen nell nellie ellie helen; emanuel manny; ernest ernie; ernst ernesto; esther hester essie hettie; eugenia genie;
euphemia effie; eva evie eve; evelyn evie; ferdinand ferdi; francois francis franz fanfan; francoise fanchon;
franz franzl; friederike rike fritzi rieke; gustav gus; georgina georgie gina; geoffrey geoff jeffrey jeff;
gertrude gertie trudy gerda; gilbert gil bert; giovanni gianni vanni; giuseppe peppe beppe pino;
gwendolyn gwen wendy; hannah annie nan; harriet hattie; helen nell nellie lena; helene lene leni; herbert herb bert;
hermann herman manni; hieronymus jerome; howard howie; hubert hugh bert; hugh hugo hughie; ignatius iggy;
irene renie; isaac ike zac; isabel belle bella; jane jenny janie; jeremiah jerry; jeremy jerry jem; jerome jerry;
jesse jess; joachim jochen achim; joan joanie; joanna jo joanne; julia julie jules juliet; julian jules;
karl carl charles carlos carlo; kristin kristen kirsten christine christina kirsty; laura laurie; lambert bert;
leslie les; letitia letty lettie; lewis lew louis luis; lindsay lin; lorraine lorrie; lothar lutz; lucas luke luca;
lucia lucy lucie; luigi gigi gino; mabel mae; magdalena lena maggie magda leni; malcolm mal; marcus mark marc marco;
margareta greta gretel; margarete grete gretel margret greti margarethe gretchen rita; margarita rita marga;
marianne nanne; martha patty mattie; martina tina; mary molly polly mamie may; mathilda tilda tilly matty;
mathilde hilde; maurice morris morrie; maxine max; melanie mel; melinda mindy; mildred millie; millicent millie;
minerva minnie; miriam mimi mitzi; mitchell mitch; mohammed mohamed mohammad muhammad muhammed mohamad mohd mhd;
montgomery monty; nadine nadja; norman norm; olivia livvy liv; penelope penny; percival percy; philippa pippa;
phineas phin; phyllis phyl; prudence prue; quentin quint; rainer reiner; randolph randy; reginald reg reggie;
reuben rube; rodney rod; rosalind roz ros; rosamund ros; rose rosie rosa; rosemary rosie; rudolf rudi rolf;
rudolph rudy; russell russ; salvador chava; sebastien seb; sergio checo; seymour sy; sharon shari; shirley shirl;
sidney sid; sigmund sigi; sofia sofie sophie sophia; solomon sol; spencer spence; stanley stan;
suzanne susan susanne suzy sue susi; sylvester sly; tabitha tabby; terence terry; thaddeus tad; theodora dora theo;
theodor theo; therese tess; tobias tobi toby; veronika vroni; vivian viv; wallace wally; waldemar waldi; wesley wes;
wilfred wilf will fred; wilhelm willi willy william; winifred winnie freda; winston win;
yevgeny evgeny eugene zhenya; yvonne vonnie; aleksey alexei alexey aleksei alyosha; dmitry dmitri dima mitya;
ekaterina yekaterina katya catherine; elena yelena lena; ivan vanya; mikhail misha michael;
nikolai nikolay kolya nicholas; pavel pasha paul; pyotr petr petya peter; sergei sergey seryozha;
tatiana tatyana tanya; vladimir volodya vova; yuri yury; abdullah abdallah abdulla; ahmed ahmad; ali aly;
hassan hasan; hussein husain hussain husein; ibrahim abraham; khalid khaled; omar umar; yusuf yousef youssef joseph;
eduardo eddie ed lalo; madison maddie; madeleine maddy maddie mady; karl kalle; katharina katja; susan suzie`;

/** Pairs of given names that may be one person's: [full form, short form]. Folded, as the feature `given` has them. */
export const nicknames: readonly (readonly [string, string])[] = lines
  .trim()
  .split(/;\s*/)
  .flatMap((line) => {
    const [full = '', ...short] = line.split(' ').map(withoutUmlauts);
    // two short forms of one name are one name too: Bill and Will
    return [full, ...short].flatMap((a, at, all) => all.slice(at + 1).map((b): readonly [string, string] => [a, b]));
  });

const none: readonly string[] = [];

/** Full names of each short form, and of itself. */
const fullForms = new Map<string, readonly string[]>();
for (const line of lines.trim().split(/;\s*/)) {
  const [full = '', ...short] = line.split(' ').map(withoutUmlauts);
  for (const form of [full, ...short]) fullForms.set(form, [...new Set([...fullFormsOf(form), full])]);
}

/** The names of which this one is a form, itself among them where it is full; none for a name that is not known. */
export function fullFormsOf(name: string): readonly string[] {
  return fullForms.get(name) ?? none;
}

/** Names of their own that longer ones begin or end with: `Anna` is not short for `Annabelle`, nor `Paul` for `Paulette`. */
export const ownNames: ReadonlySet<string> = new Set(
  (
    'adel adele alan alba alice alma amy ana andre angel ann anna anne aron aaron bruno carl carol celia clara clare dana dean diana ' +
    'edith elena eliza ella ellen elsa emil emma eric erin eva fabio felix flora gina grace hanna helen hugo ida ines irene irma ' +
    'jana jane janet jason jean joan john jonas jose josef joy juan jude julia julie karen karin karl lara laura lea leon lia ' +
    'liana lina linda lisa lois louis luca lucas lucia luis lynn mara marc marco maria marie mario mark mary maya mia mila mina mona nadia ' +
    'nina nora olga omar oscar otto pablo paul paula pedro petra pia ralph rita robin roman rosa rose ruth ryan sara sarah sean ' +
    'sofia sonia stella tina ulla vera viola wanda yan zoe'
  )
    .split(' ')
    .map(withoutUmlauts),
);

/** Others that many people have. */
const common: ReadonlySet<string> = new Set(
  (
    'aisha alexis alicia allison alyssa amber anita annette antonia april ashley audrey austin beverly bonnie brandon ' +
    'brenda brian brittany bruce bryan caleb cameron carla carmen chad chelsea cheryl chloe claire claudia colin courtney ' +
    'craig crystal curtis daisy dale danielle daphne darlene darren dawn debra denise dennis derek diane donna doris duane ' +
    'dylan earl eileen erica ethan fatima felicia gabriela gary glen glenn gloria gordon graham guido heather hector helena ' +
    'holly ian ingrid jasmine javier jill joel jordan jorge joyce juanita justin kathleen keith kelly kevin kurt kyle lance ' +
    'lauren leah leroy logan lydia madeleine marcia marilyn marion marjorie marlene marsha marvin mathias maureen megan ' +
    'miguel monica morgan naomi nicole noah noel norma ramon regina renate ricardo roberta roland roy ruben scott shannon ' +
    'shawn sheila simon stuart tamara tiffany todd tracy travis trevor tyler vernon veronica victor warren wayne werner ' +
    'yolanda'
  )
    .split(' ')
    .map(withoutUmlauts),
);

/** Whether a name is one that many people have, in full or in short. */
export const isKnownName = (name: string): boolean => fullForms.has(name) || ownNames.has(name) || common.has(name);
