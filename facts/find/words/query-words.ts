/** Words of a query that tell nothing of what is sought. Folded: lower case, without accents. */
const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Words that tell nothing. "n" is any spelling of "and". */
export const SMALL_WORDS = set("a an as at by for from in is it its n of on or the to was with");

/** Small in a question, and beside a name or a time. */
const ASKING = set(`
  who whom whose what when where which how why did does do done are were be been has have had am i me you there
  about tell show find give list please any between during ever many much go goes year date
  que quien quienes cuando donde cual ocurrio es fue quem quando onde qual aconteceu foi
  qui quand quel quelle qu est ce wer wann welche welcher ist geschah passierte`);

/** Small in a question alone, for each is a word of names too: "El Paso". */
const ONLY_ASKING = set("paso passe");

/** Small where it joins names, for each may be part of one: of Spanish, Portuguese, French and German too. */
const JOINING = set(`
  into versus vs feat ft featuring meets x e s
  y o de del la el los las con por en do da dos das com em um uma os et du des le les avec au aux dans l d
  und der den dem mit im von vom ein eine zur zum ao na`);

/** Words that go without saying beside any other: everything here is a fact on music. */
const FILLERS = set(`
  music song songs tune tunes fact facts event events crossover crossovers
  musik lied lieder musica cancion canciones musicas cancao cancoes musique musiques`);

/** Words that do so beside a name or a time. */
const FILLERS_OF_NAMES = set(`
  history story stories genre genres style styles happen happened happens something anything
  best greatest famous popular favourite favourites favorite favorites interesting`);

const QUESTIONS = set(`
  who whom whose what when where which how why did does was is were are tell show find give list
  que quien quienes cuando quem quando qu qui quand quel quelle wer wann`);

/** Of a verb of making, all forms; the kind of event in which it happens, where there is one. */
const VERBS: readonly { readonly forms: ReadonlySet<string>; readonly kind?: string }[] = [
  {
    forms: set("produce produces produced producer producers producing produjo produziu produit produzierte"),
    kind: "session",
  },
  { forms: set("record records recorded recording grabo gravou"), kind: "session" },
  { forms: set("write writes wrote written writer writers writing escribio escreveu ecrit schrieb") },
  { forms: set("compose composes composed composer composers") },
  { forms: set("sing sings sang sung singer singers singing"), kind: "performance" },
  { forms: set("play plays played playing player players"), kind: "performance" },
  { forms: set("perform performs performed performing"), kind: "performance" },
  { forms: set("meet meets met meeting"), kind: "meeting" },
  { forms: set("release releases released releasing come came comes out"), kind: "release" },
  { forms: set("make makes made making") },
  { forms: set("direct directs directed director") },
  { forms: set("sample samples sampled sampling") },
  { forms: set("cover covers covered covering") },
  { forms: set("win wins won winner winners winning"), kind: "award" },
  { forms: set("join joins joined joining") },
  { forms: set("use uses used using") },
];

/** Forms of one word that no rule of spelling joins. */
const IRREGULAR: readonly ReadonlySet<string>[] = [
  ...VERBS.map(({ forms }) => forms),
  ...["begin began begun", "lead led", "sell sold", "buy bought", "teach taught", "man men", "woman women"].map(set),
  ...["child children", "take took taken", "give gave given", "break broke broken", "wear wore worn"].map(set),
];

/** Words that ask for a kind of event, which is meant as a filter. */
const LIVES: readonly { readonly forms: ReadonlySet<string>; readonly kind: "birth" | "death" }[] = [
  { forms: set("die dies died death deaths dead"), kind: "death" },
  { forms: set("born birth births"), kind: "birth" },
];

const OLDEST = set("first earliest oldest");
const NEWEST = set("latest newest");
const CLAIMS = set("article articles claim claims claimed");

/** What a query is like as a whole, on which it depends what a word in it tells. */
export interface Setting {
  /** It asks a question, or requests something. */
  readonly asks: boolean;
  /** Something in it is a name or a time. */
  readonly named: boolean;
  /** Something in it is a genre or a time, or two things are names: other words join them. */
  readonly joins: boolean;
}

/** Whether a word of a query tells nothing there. */
export function isSmall(word: string, { asks, named, joins }: Setting): boolean {
  const asking = ((asks || named) && ASKING.has(word)) || (asks && ONLY_ASKING.has(word));
  return SMALL_WORDS.has(word) || asking || (joins && JOINING.has(word));
}

/** Whether it is of the words that may tell nothing. */
export const mayBeSmall = (word: string): boolean => isSmall(word, { asks: true, named: true, joins: true });

/** Whether it goes without saying beside something else; beside a name or a time, more words do. */
export const isFiller = (word: string, named: boolean): boolean =>
  FILLERS.has(word) || (named && FILLERS_OF_NAMES.has(word));

/** Whether a query that begins with it asks a question, or requests something. */
export const isQuestion = (word: string): boolean => QUESTIONS.has(word);

/** Which facts come first where the word asks for an order. */
export function orderOf(word: string): "oldest" | "newest" | undefined {
  if (OLDEST.has(word)) return "oldest";
  return NEWEST.has(word) ? "newest" : undefined;
}

/** Whether it asks for what the article says. */
export const asksForClaims = (word: string): boolean => CLAIMS.has(word);

/** The kind of event that the word asks for. */
export const lifeOf = (word: string) => LIVES.find(({ forms }) => forms.has(word))?.kind;

/** The verb of making of which it is a form; its answer is a name, which no fact need tell in that word. */
export const verbOf = (word: string) => VERBS.find(({ forms }) => forms.has(word));

/**
 * Other forms of a word, so far as the word is made of them or they of a longer one: `duet` of `duets`, `play` of
 * `playing`, `trumpets` of `trumpet`, `wrote` of `written`.
 *
 * Not every one is a word; none is the word itself. Short words have none longer: "50 Cent" is not 50 cents.
 *
 * @param alone it is all of the query, and may be a name: only what it is made of
 */
export function formsOf(word: string, alone: boolean): ReadonlySet<string> {
  const forms = new Set(IRREGULAR.filter((it) => it.has(word)).flatMap((it) => [...it]));
  for (const stem of stemsOf(word)) forms.add(stem);
  if (!alone && word.length >= LONG) forms.add(`${word}s`);
  forms.delete(word);
  return forms;
}

const LONG = 5;

/** What the word may be made of: what is left without its ending, with an "e" where it may have lost one. */
function stemsOf(word: string): readonly string[] {
  const cut = (ending: string) => (word.endsWith(ending) ? [word.slice(0, -ending.length)] : []);
  const verbs = ["ing", "ed"].flatMap(cut).flatMap((stem) => [stem, `${stem}e`, undoubled(stem)]);
  const plurals = [...cut("s"), ...cut("es"), ...cut("ies").map((stem) => `${stem}y`)];
  return [...plurals, ...verbs].filter((stem) => stem.length > 3);
}

/** "drum" of "drumm", which is left of "drumming". */
function undoubled(stem: string): string {
  return stem.at(-1) === stem.at(-2) ? stem.slice(0, -1) : stem;
}
