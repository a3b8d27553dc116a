import { describe, expect, test } from "vitest";
import { createIndex } from "../../../facts/index.ts";
import { SHIPPED } from "../../shipped.ts";
import { ARTISTS, FACTS } from "../sample.ts";

const index = createIndex(FACTS, ARTISTS);

describe("where nothing matches", () => {
  test.each([
    ["aerosmith reggae", ["on Aerosmith: 1", "on reggae: 1"]],
    ["led zeppelin 2004", ["on Led Zeppelin: 1", "in 2004: 1"]],
    ["aerosmith hip-hop 60s", ["on Aerosmith with hip-hop: 1", "in the 1960s: 1"]],
    ["aerosmith polka before 1970", ["on Aerosmith: 1", "before 1970: 1"]],
    ["beatles november", ["on The Beatles: 1", "in November: 1"]],
    ["beatles 15 june", ["on The Beatles: 1", "on 15 June: 1"]],
    ["zach bryan", []],
  ])("%s: there is %j", (query, there) => {
    const { facts, remainders } = index.lookUp(query);

    expect(facts).toEqual([]);
    expect(remainders.map(({ about, count }) => `${about}: ${count}`)).toEqual(there);
  });

  test("what there is on a part is found by the query that it gives", () => {
    for (const typed of ["aerosmith reggae", "led zeppelin 2004", "aerosmith hip-hop 60s", "beatles november"]) {
      for (const { query, count } of index.lookUp(typed).remainders) {
        expect([query, index.search(query).length]).toEqual([query, count]);
      }
    }
  });

  test.each([
    ["aerosmithians", ["Aerosmith"]],
    ["zach bryan", []],
    ["california", []],
  ])("%s is near %j", (query, names) => {
    expect(index.lookUp(query).near).toEqual(names);
  });
});

test.each([
  ["zepplin reggae", "zepplin", ["zeppelin"]],
  ["led zepelin", "led zepelin", ["Led Zeppelin"]],
  ["sitars", "sitars", ["sitar"]],
])("%s: it is told what was looked for instead of %s", (query, typed, shown) => {
  expect(index.lookUp(query).instead).toEqual([{ typed, shown }]);
});

test("a query that is a day is known as one; one that asks for more is not", () => {
  expect(index.lookUp("27 september").day).toEqual({ month: 9, day: 27 });
  expect(index.lookUp("27 september 1986").day).toBeUndefined();
  expect(index.lookUp("rock 27 september").day).toBeUndefined();
});

describe("of the shipped facts", () => {
  const shipped = SHIPPED;

  test.each([
    ["Joy Division", []],
    ["Bob Seger", []],
    ["Luke Bryan", ["on Luther Campbell"]],
    ["elvis xylophone", ["on Elvis Presley"]],
    ["Шостакович polka", ["on Dmitri Shostakovich", "on polka"]],
  ])("%j has parts that are names: %j", (query, there) => {
    expect(shipped.lookUp(query).remainders.map(({ about }) => about)).toEqual(there);
  });

  test.each([
    ["Weezer", []],
    ["Freddy Mercury", ["Freddie Mercury"]],
    ["Blondy", ["Blondie"]],
  ])("%j is near %j", (query, near) => {
    expect(shipped.lookUp(query).near).toEqual(near);
  });

  test("as many are found by what is offered as is said", () => {
    for (const typed of ["Jim Hendrix", "Luke Bryan", "Vampire Weekend", "beatles dubstep", "when was elvis born"]) {
      for (const { query, count } of shipped.lookUp(typed).remainders) {
        expect([query, shipped.search(query).length]).toEqual([query, count]);
      }
    }
  });

  test("every artist leads where the name is all that is asked for, however long it is", () => {
    const others = shipped.names("artist").filter((name) => !shipped.search(name)[0]?.artists.includes(name));

    expect(others).toEqual([]);
    expect(shipped.search("The Pipes And Drums And The Military Band Of The Royal Scots Dragoon Guards")).not.toEqual(
      [],
    );
  });
});

test.each(["Canye", "Kanye", "Kanye Wset"])("of the shipped names Kanye West is near %s", (typed) => {
  expect(SHIPPED.nearest("artist", typed)[0]).toBe("Kanye West");
});
