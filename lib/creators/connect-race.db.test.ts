import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ENGINES } from "#lib/db/test-database";
import { consentAt, REDIRECT } from "#simulator/walkthrough";
import { finishConnectLink } from "./finish-connect-link";
import { followConnectLink } from "./follow-connect-link";
import { makeConnectLink } from "./make-connect-link";
import { listCreators } from "./queries";
import { createGround, SCOPES, type TestGround } from "./test-ground";

describe.each(ENGINES)("one connect link in two browsers, on %s,", (engine) => {
  let ground: TestGround;
  beforeAll(async () => {
    ground = await createGround(engine);
  });
  afterAll(() => ground.close());

  it("lets one profile in, and gives the other's permission back", async () => {
    const marta = await ground.addMember();
    const postOffice = { appUrl: "https://aircheck.example.com", send: async () => {} };
    const made = await makeConnectLink({ ...marta, postOffice }, { label: "Somebody", email: null });
    if (!made.ok) throw new Error("The link was not made.");
    const secret = made.value.url.split("/").at(-1) ?? "";
    const reach = { ...ground.reach, redirectUri: REDIRECT };
    const backs = [];
    for (const persona of ["kess", "lena.rooftop"]) {
      const left = await followConnectLink(reach, { secret, receipt: undefined });
      if (!left.ok) throw new Error(left.problem.kind);
      const { searchParams } = await consentAt(left.value.url, persona, SCOPES);
      const [state, code] = [searchParams.get("state"), searchParams.get("code")];
      backs.push({ state, code, error: null, errorType: null, errCode: null });
    }
    const results = await Promise.all(backs.map((back) => finishConnectLink(reach, back)));
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(["connected", "failed"]);
    expect(await listCreators(marta)).toHaveLength(1);
    const { creators } = await ground.control<{ creators: { grants: object[] }[] }>("creators");
    expect(creators.flatMap(({ grants }) => grants)).toHaveLength(1);
  });
});
