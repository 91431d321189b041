import { CookieJar } from "../../../sandbox/load/cookie-jar";

test("cookies are kept by name and sent together", () => {
  const jar = new CookieJar();
  expect(jar.header()).toBeUndefined();
  jar.take(["JSESSIONID=node1~AB=; Path=/; Secure; HttpOnly", "AWSELB=x;PATH=/"]);
  jar.take(undefined);
  jar.take(["AWSELB=y"]);
  expect(jar.header()).toBe("JSESSIONID=node1~AB=; AWSELB=y");
});

test.each(["AWSELB=; Path=/", "AWSELB=gone; Max-Age=0", "AWSELB=gone; max-age=-1"])("%s removes", (line) => {
  const jar = new CookieJar();
  jar.take(["AWSELB=x", "other=1"]);
  jar.take([line]);
  expect(jar.header()).toBe("other=1");
});

test("a line that is no cookie is left", () => {
  const jar = new CookieJar();
  jar.take(["", "=x", "nonsense"]);
  expect(jar.header()).toBeUndefined();
});
