/**
 * Short forms of given names: the full form, then what people are called. What is not here is learned from the records
 * (score/learn-aliases.ts) where birth dates or numbers show it.
 */
const lines = `
abigail abby gail
albert al bert albie
alexander alex al sasha sandy xander
alexandra alex sandra sandy sasha
alfred al fred alfie
amanda mandy
andrew andy drew
anthony tony
arthur art artie
barbara barb barbie babs
benjamin ben benny benji
catherine cathy kate katie kathy cat
charles charlie chuck chas
charlotte charlie lottie
christina chris tina christine
christopher chris kit topher
daniel dan danny
david dave davy
deborah deb debbie debby
dominic dom nick
donald don donnie
dorothy dot dottie dolly
douglas doug
edward ed eddie ned ted teddy
elizabeth liz lizzie beth betty eliza lisa libby
emily em emmy
eugene gene
florence flo florrie
frances fran fanny
francis frank
frederick fred freddie
gabriel gabe
gabriella gabby
george georgie
gerald gerry jerry
gregory greg
harold harry hal
henry harry hank
isabella bella izzy
jacob jake
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey jeff
jennifer jen jenny
jessica jess jessie
john jack johnny jon
jonathan jon jonny
joseph joe joey
josephine jo josie
joshua josh
judith judy
katherine kathy kate katie kat kathryn
kenneth ken kenny
kimberly kim
lawrence larry
leonard len lenny leo
lillian lily lil
louis lou louie
lucille lucy
madeline maddie
margaret maggie meg peggy peggie marge greta
marie mary
martin marty
matthew matt
melissa mel missy
michael mike mick mickey
michelle shelly
nancy nan
natalie nat
nathaniel nate nathan
nicholas nick nicky
oliver ollie
pamela pam
patricia pat patty tricia trish
patrick pat paddy
peter pete
philip phil pip
rachel rae
raymond ray
rebecca becky becca
richard rich rick dick ricky
robert bob rob bobby robbie bert
ronald ron ronnie
roger rodge
samantha sam
samuel sam sammy
sandra sandy
sarah sally sadie
stephanie steph
stephen steve stevie
steven steve stevie
susan sue susie suzy
sylvia syl
theodore ted teddy theo
theresa tess terry teresa tessa
thomas tom tommy
timothy tim
valerie val
vanessa nessa
victoria vicky tori
vincent vince vinnie
virginia ginny ginger
walter walt wally
wilhelmina mina
william will bill billy willy liam
zachary zach zack
andreas andi
barbel barbl
brigitte gitte gitti
christian chris
dietrich dieter
elisabeth lisa sissi elli
friedrich fritz
gunther gunni
hans hansi johannes
heinrich heinz heiner
jurgen jogi
johannes hannes jo
josef sepp jupp
karin kari
katharina kathi kathrin
klaus nikolaus
ludwig lutz
manfred manni
matthias matze
maximilian max
sebastian basti
stefan steffen
susanne susi
ulrich uli
ursula ursel uschi
wolfgang wolf wolfi
antonio tono
concepcion concha
dolores lola
enrique quique
fernando nando
francisco paco pancho curro
guadalupe lupe
ignacio nacho
isabel isa
jesus chus
jose pepe
manuel manolo lolo
maria mari
mercedes merche
pilar pili
rafael rafa
rosario charo
teresa tere
anne annie
antoine toine
benoit ben
dominique dom
frederic fred
genevieve ginette
gerard gege
jean jeannot
marguerite margot
philippe phil
veronique vero
`;

/** Pairs of given names that may be one person's: [full form, short form]. Folded, as the feature `given` has them. */
export const nicknames: readonly (readonly [string, string])[] = lines
  .trim()
  .split('\n')
  .flatMap((line) => {
    const [full = '', ...short] = line.split(' ');
    // two short forms of one name are one name too: Bill and Will
    return [full, ...short].flatMap((a, at, all) => all.slice(at + 1).map((b): readonly [string, string] => [a, b]));
  });
