import { expect, it } from "vitest";
import { answerTick } from "./answer-tick";

const SECRET = "a-secret-of-thirty-two-characters";

async function ask(authorization: string | null, secret = SECRET) {
  let worked = 0;
  const response = await answerTick(authorization, secret, async () => ({ jobs: ++worked }));
  return { status: response.status, worked, body: await response.json() };
}

it("works for whoever knows the secret", async () => {
  expect(await ask(`Bearer ${SECRET}`)).toEqual({ status: 200, worked: 1, body: { jobs: 1 } });
});

it.each([
  null,
  "",
  "Bearer ",
  "Bearer",
  SECRET,
  `bearer ${SECRET}`,
  `Bearer ${SECRET} `,
  `Bearer ${SECRET}x`,
])("does nothing for %j", async (authorization) => {
  const { status, worked, body } = await ask(authorization);
  expect({ status, worked }).toEqual({ status: 401, worked: 0 });
  expect(JSON.stringify(body)).not.toContain(SECRET);
});

it.each([null, "Bearer ", "Bearer undefined"])(
  "is not there without a secret, not even for %j",
  async (authorization) => {
    expect(await ask(authorization, "")).toMatchObject({ status: 404, worked: 0 });
  },
);
