/** One variable of the environment that the server reads at its start. */
interface ServerSetting {
  readonly variable: string;
  /** Empty: nothing is set. */
  readonly fallback: string;
  readonly meaning: string;
}

/** The settings of the server with the defaults that it uses; the conformance statement lists them (PS3.2). */
export const serverSettings = [
  { variable: 'SATCHEL_PORT', fallback: '8080', meaning: 'TCP port' },
  { variable: 'SATCHEL_HOST', fallback: '127.0.0.1', meaning: 'Network address it listens at' },
  { variable: 'SATCHEL_DATA', fallback: '.satchel', meaning: 'Folder with everything it keeps' },
  {
    variable: 'SATCHEL_PUBLIC_URL',
    fallback: '',
    meaning: 'Address in Retrieve URLs; without it that of the request',
  },
  { variable: 'SATCHEL_TLS_CERT', fallback: '', meaning: 'Certificate (PEM) for HTTPS' },
  { variable: 'SATCHEL_TLS_KEY', fallback: '', meaning: 'Private key (PEM) for HTTPS' },
  {
    variable: 'SATCHEL_RATE_LIMIT',
    fallback: '200',
    meaning: 'Requests per second and network address; 0: no limit',
  },
] as const satisfies readonly ServerSetting[];

type Variable = (typeof serverSettings)[number]['variable'];

/** What holds where the environment does not set the variable. */
export function defaultOf(variable: Variable): string {
  return serverSettings.find((setting) => setting.variable === variable)?.fallback ?? '';
}
