import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultOf } from '#shared/conformance/server-settings.ts';
import { fail, ok, type Result } from '#shared/failure/result.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Everything that the environment decides, read and validated here and nowhere else. */
export interface Config {
  readonly port: number;
  readonly host: string;
  /** Absolute path of the folder with everything the server keeps. */
  readonly dataFolder: string;
  /** What links and QR codes carry, without a trailing slash; null: the address of each request. */
  readonly publicUrl: string | null;
  readonly tls: { readonly cert: Buffer; readonly key: Buffer } | null;
  /** What does not hinder the start and will hinder devices: sentences for who started the server. */
  readonly warnings: readonly string[];
  /** Requests per second and address; 0 switches the limit off. */
  readonly rateLimitPerSecond: number;
  /** Folder of the built web app. */
  readonly webFolder: string;
}

/** A value that cannot be used, as the sentence that ends the start. */
export interface ConfigFailure {
  readonly variable: string;
  readonly sentence: string;
}

class ConfigError extends Error {
  readonly variable: string;
  constructor(variable: string, sentence: string) {
    super(sentence);
    this.variable = variable;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

function wholeNumber(env: Environment, variable: string, fallback: number, max: number): number {
  const text = env[variable]?.trim();
  if (text === undefined || text === '') return fallback;
  if (!/^\d+$/.test(text) || Number(text) > max) {
    throw new ConfigError(
      variable,
      `${variable} must be a whole number from 0 to ${max}, not "${text}".`,
    );
  }
  return Number(text);
}

function publicUrlOf(env: Environment): string | null {
  const text = env['SATCHEL_PUBLIC_URL']?.trim();
  if (text === undefined || text === '') return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new ConfigError(
      'SATCHEL_PUBLIC_URL',
      `SATCHEL_PUBLIC_URL must be an address like https://satchel.example:8443, not "${text}".`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

function tlsOf(env: Environment): Config['tls'] {
  const cert = env['SATCHEL_TLS_CERT']?.trim() ?? '';
  const key = env['SATCHEL_TLS_KEY']?.trim() ?? '';
  if (cert === '' && key === '') return null;
  if (cert === '' || key === '') {
    const missing = cert === '' ? 'SATCHEL_TLS_CERT' : 'SATCHEL_TLS_KEY';
    throw new ConfigError(
      missing,
      `${missing} is missing: HTTPS needs both the certificate and its key.`,
    );
  }
  const read = (variable: string, file: string): Buffer => {
    try {
      return readFileSync(file);
    } catch {
      throw new ConfigError(variable, `${variable}: the file ${file} cannot be read.`);
    }
  };
  const tls = { cert: read('SATCHEL_TLS_CERT', cert), key: read('SATCHEL_TLS_KEY', key) };
  checkTls(tls, cert, key);
  return tls;
}

/** What TLS would stumble over at the first connection, or with words of its own. */
function checkTls(tls: NonNullable<Config['tls']>, certFile: string, keyFile: string): void {
  const understood = <Value>(variable: string, sentence: string, work: () => Value): Value => {
    try {
      return work();
    } catch {
      throw new ConfigError(variable, `${variable}: ${sentence}`);
    }
  };
  const certificate = understood(
    'SATCHEL_TLS_CERT',
    `${certFile} is no certificate in PEM form.`,
    () => new X509Certificate(tls.cert),
  );
  const key = understood(
    'SATCHEL_TLS_KEY',
    `${keyFile} is no private key in PEM form without a passphrase.`,
    () => createPrivateKey(tls.key),
  );
  if (!certificate.checkPrivateKey(key)) {
    throw new ConfigError(
      'SATCHEL_TLS_KEY',
      `SATCHEL_TLS_KEY: ${keyFile} is not the key of the certificate ${certFile}.`,
    );
  }
}

/** Days before its end from which a certificate is spoken of at every start. */
const soonDays = 14;

/** Why browsers will refuse a certificate, or soon will; it is not for the server to refuse it. */
function tlsWarnings(tls: Config['tls'], publicUrl: string | null, nowMs: number): string[] {
  if (tls === null) return [];
  const certificate = new X509Certificate(tls.cert);
  const [from, to] = [certificate.validFromDate, certificate.validToDate];
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const warnings: string[] = [];
  if (to.getTime() < nowMs)
    warnings.push(`The certificate expired on ${day(to)}: devices will refuse it. Renew it.`);
  else if (to.getTime() < nowMs + soonDays * 86_400_000)
    warnings.push(`The certificate expires on ${day(to)}: renew it before.`);
  if (from.getTime() > nowMs)
    warnings.push(
      `The certificate is valid from ${day(from)} on: look at this machine's clock, or wait.`,
    );
  const host = publicUrl === null ? null : new URL(publicUrl).hostname.replaceAll(/[[\]]/g, '');
  const isNamed =
    host === null ||
    (isIP(host) === 0 ? certificate.checkHost(host) : certificate.checkIP(host)) !== undefined;
  if (!isNamed)
    warnings.push(
      `The certificate does not name ${host}, the host of SATCHEL_PUBLIC_URL: devices will refuse it.`,
    );
  return warnings;
}

function hostOf(env: Environment): string {
  const host = env['SATCHEL_HOST']?.trim() ?? '';
  if (host === '') return defaultOf('SATCHEL_HOST');
  if (!/^[A-Za-z0-9.:_-]+$/.test(host)) {
    throw new ConfigError(
      'SATCHEL_HOST',
      `SATCHEL_HOST must be a host name or an IP address, not "${host}".`,
    );
  }
  return host;
}

/** Reads the configuration; the failure is one sentence for the person who started the server. */
export function readConfig(env: Environment): Result<Config, ConfigFailure> {
  try {
    const publicUrl = publicUrlOf(env);
    const tls = tlsOf(env);
    return ok({
      port: wholeNumber(env, 'SATCHEL_PORT', Number(defaultOf('SATCHEL_PORT')), 65_535),
      host: hostOf(env),
      dataFolder: path.resolve(root, env['SATCHEL_DATA']?.trim() || defaultOf('SATCHEL_DATA')),
      publicUrl,
      tls,
      warnings: tlsWarnings(tls, publicUrl, Date.now()),
      // Generous for a person and a sync engine, tight for somebody who guesses codes.
      rateLimitPerSecond: wholeNumber(
        env,
        'SATCHEL_RATE_LIMIT',
        Number(defaultOf('SATCHEL_RATE_LIMIT')),
        1_000_000,
      ),
      webFolder: path.resolve(root, env['SATCHEL_WEB']?.trim() || 'dist/web'),
    });
  } catch (error) {
    if (error instanceof ConfigError) {
      return fail({ variable: error.variable, sentence: error.message });
    }
    throw error;
  }
}
