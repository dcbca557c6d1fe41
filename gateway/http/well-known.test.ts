import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestGateway, type TestGateway } from '../gateway.fixture.ts';
import { androidApps, appleAppIds } from './well-known.ts';

const debug = 'a1'.repeat(32);
const release = 'B2:'.repeat(31).concat('B2');

describe('The files for apps that use passkeys', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway({
      ANDROID_APPS: `com.axiom.shop:${debug}, com.axiom.shop:${release}, com.axiom.atelier:${release}`,
      APPLE_APP_IDS: 'A1B2C3D4E5.com.axiom.shop,A1B2C3D4E5.com.axiom.atelier',
      RP_ORIGINS: `https://axiom.example,https://shop.example,android:apk-key-hash:${'A'.repeat(43)}`,
    });
  });
  afterAll(() => gateway.close());

  it('list Android apps with all their certificates', async () => {
    const relation = ['delegate_permission/common.handle_all_urls', 'delegate_permission/common.get_login_creds'];
    const target = (package_name: string, sha256_cert_fingerprints: string[]) => ({
      relation,
      target: { namespace: 'android_app', package_name, sha256_cert_fingerprints },
    });

    expect(await read('assetlinks.json')).toEqual([
      200,
      'application/json',
      [target('com.axiom.shop', [Array(32).fill('A1').join(':'), release]), target('com.axiom.atelier', [release])],
    ]);
  });

  it('list iOS apps, and pages of other domains', async () => {
    expect(await read('apple-app-site-association')).toEqual([
      200,
      'application/json',
      { webcredentials: { apps: ['A1B2C3D4E5.com.axiom.shop', 'A1B2C3D4E5.com.axiom.atelier'] } },
    ]);
    expect(await read('webauthn')).toEqual([
      200,
      'application/json',
      { origins: ['https://axiom.example', 'https://shop.example'] },
    ]);
  });

  it('are read-only', async () => {
    const url = new URL('/.well-known/assetlinks.json', gateway.url);
    const [post, head] = await Promise.all([fetch(url, { method: 'POST' }), fetch(url, { method: 'HEAD' })]);

    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([200, 'application/json', '']);
  });

  async function read(name: string) {
    const response = await fetch(new URL(`/.well-known/${name}`, gateway.url), { redirect: 'error' });
    return [response.status, response.headers.get('content-type'), await response.json()];
  }
});

describe('A gateway without apps', () => {
  it('has none of these files', async () => {
    const gateway = await startTestGateway();
    const names = ['assetlinks.json', 'apple-app-site-association', 'webauthn'];
    const answers = await Promise.all(names.map((name) => fetch(new URL(`/.well-known/${name}`, gateway.url))));
    await gateway.close();

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });
});

describe('The list of apps', () => {
  it.each(['com.axiom.shop', `shop:${debug}`, `com.axiom.shop:${debug}00`, `com.axiom.shop:${'zz'.repeat(32)}`])(
    'has no Android app %s',
    (list) => {
      expect(androidApps.safeParse(list).success).toBe(false);
    },
  );

  it.each([
    'com.axiom.shop',
    'A1B2C3D4E5',
    'A1B2C3D4E.com.axiom.shop',
    'a1b2c3d4e5.com.axiom.shop',
    'A1B2C3D4E5.com/shop',
  ])('rejects the iOS app %s', (list) => {
    expect(appleAppIds.safeParse(list).success).toBe(false);
  });
});
