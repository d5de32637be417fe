/**
 * The DICOM Conformance Statement (PS3.2), made from the tables that the code itself uses: a row that changes
 * there changes here. Chapters follow PS3.2 as far as Satchel has something to say in them.
 */
import { codecRegistry } from '#shared/codec/registry.ts';
import { serverSettings } from '#shared/conformance/server-settings.ts';
import {
  matchingKeys,
  returnedAttributes,
  serviceClaims,
} from '#shared/conformance/service-claims.ts';
import { sopClassClaims } from '#shared/conformance/sop-class-claims.ts';
import { transferSyntaxClaims } from '#shared/conformance/transfer-syntax-claims.ts';
import { characterSetTerms } from '#shared/dicom/charset.ts';

export interface Table {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly paragraphs: readonly string[];
  readonly tables: readonly Table[];
}

/** Everything that is claimed; a test gives it other tables. */
export interface ClaimTables {
  readonly sopClasses: typeof sopClassClaims;
  readonly transferSyntaxes: typeof transferSyntaxClaims;
  readonly codecs: readonly Pick<
    (typeof codecRegistry)[number],
    'TransferSyntaxUID' | 'loss' | 'limits'
  >[];
  readonly services: typeof serviceClaims;
  readonly matchingKeys: typeof matchingKeys;
  readonly returnedAttributes: typeof returnedAttributes;
  readonly characterSets: typeof characterSetTerms;
  readonly settings: readonly {
    readonly variable: string;
    readonly fallback: string;
    readonly meaning: string;
  }[];
}

/** The tables of this build. */
export const claimTables: ClaimTables = {
  sopClasses: sopClassClaims,
  transferSyntaxes: transferSyntaxClaims,
  codecs: codecRegistry,
  services: serviceClaims,
  matchingKeys,
  returnedAttributes,
  characterSets: characterSetTerms,
  settings: serverSettings,
};

const yesNo = (is: boolean): string => (is ? 'Yes' : 'No');

/** The chapters in their order. */
export function conformanceChapters(tables: ClaimTables, version: string): readonly Chapter[] {
  return [
    overview(tables),
    introduction(version),
    implementationModel(),
    sopClassChapter(tables),
    transferSyntaxChapter(tables),
    webServices(tables),
    queries(tables),
    media(),
    characterSets(tables),
    security(),
    configuration(tables),
  ];
}

function overview({ sopClasses, transferSyntaxes, services }: ClaimTables): Chapter {
  const count = (rows: readonly { readonly display: boolean }[]): string =>
    `${rows.length} stored, ${rows.filter(({ display }) => display).length} shown as images`;
  const names = [...new Set(services.map(({ service }) => service))].join(', ');
  return {
    id: 'overview',
    title: 'Conformance statement overview',
    paragraphs: [
      'Satchel is an archive and viewer for DICOM studies that works without a network, as a web application on a device, with a server through which devices meet and other systems reach the same instances by DICOMweb.',
      'It is not a medical device: for review, not for primary diagnosis.',
    ],
    tables: [
      {
        head: ['What', 'Claim'],
        rows: [
          ['Storage SOP Classes', count(sopClasses)],
          ['Transfer syntaxes', count(transferSyntaxes)],
          ['Web services of the server (PS3.18, origin server)', names],
          ['DIMSE services (PS3.4, PS3.7)', 'None: no association is requested or accepted'],
          ['Objects created or changed', 'None: instances are kept byte for byte as they came'],
        ],
      },
    ],
  };
}

function introduction(version: string): Chapter {
  return {
    id: 'introduction',
    title: 'Introduction',
    paragraphs: [
      `This statement describes Satchel ${version}. It is generated from the tables that the program uses when it is built.`,
      'It tells integrators what to expect. It does not replace a test of the connection: conformance alone does not assure that two systems work together.',
      'References are to the parts of the DICOM standard, NEMA PS3, and their clauses.',
    ],
    tables: [],
  };
}

function implementationModel(): Chapter {
  return {
    id: 'model',
    title: 'Implementation model',
    paragraphs: [
      'Application: reads Part 10 files that a person picks, drops, opens or shares, and ZIP archives of such files; keeps them encrypted on the device; shows and measures images; sends what the server lacks, and fetches from it, over HTTPS.',
      'Server: stores what arrives by STOW-RS, answers searches by QIDO-RS and retrievals by WADO-RS. Devices and other systems use the same services on the same instances.',
      'Same content under one SOP Instance UID is stored once and answered with success. Other content under a SOP Instance UID that is known is kept beside the first, and a person is told.',
    ],
    tables: [],
  };
}

function sopClassChapter({ sopClasses }: ClaimTables): Chapter {
  return {
    id: 'sop-classes',
    title: 'Storage SOP Classes',
    paragraphs: [
      'Instances of private and of unknown SOP Classes are stored too. All elements of a data set are kept, private ones included (Level 2, full). None is coerced.',
    ],
    tables: [
      {
        head: ['SOP Class', 'UID', 'Stored', 'Shown as images'],
        rows: sopClasses.map((claim) => [
          claim.name,
          claim.uid,
          yesNo(claim.store),
          yesNo(claim.display),
        ]),
      },
    ],
  };
}

function transferSyntaxChapter({ transferSyntaxes, codecs }: ClaimTables): Chapter {
  const codecOf = new Map(codecs.map((codec) => [codec.TransferSyntaxUID, codec]));
  return {
    id: 'transfer-syntaxes',
    title: 'Transfer syntaxes',
    paragraphs: ['Limits are those of the decoder; what lies outside is stored and not shown.'],
    tables: [
      {
        head: ['Transfer syntax', 'UID', 'Stored', 'Shown', 'Decoder’s limits'],
        rows: transferSyntaxes.map((claim) => [
          claim.name,
          claim.uid,
          yesNo(claim.store),
          yesNo(claim.display),
          codecOf.get(claim.uid)?.limits ?? '',
        ]),
      },
    ],
  };
}

function webServices({ services }: ClaimTables): Chapter {
  return {
    id: 'web-services',
    title: 'Web services (PS3.18)',
    paragraphs: [
      'The base of all addresses is /dicom-web. Retrieved instances come in their stored transfer syntax where transfer-syntax=* is accepted, else decoded to Explicit VR Little Endian; lossy pixel data may come as stored.',
      'Not offered: rendered and thumbnail resources, XML metadata, URI services (WADO-URI), worklists (UPS-RS), deletion.',
    ],
    tables: [
      {
        head: ['Service', 'Method', 'Resource', 'Media types', 'Clause'],
        rows: services.map((claim) => [
          claim.service,
          claim.method,
          claim.path,
          claim.mediaTypes.join('; '),
          `PS3.18 ${claim.clause}`,
        ]),
      },
    ],
  };
}

function queries({ matchingKeys: keys, returnedAttributes: returned }: ClaimTables): Chapter {
  const levels = ['study', 'series', 'instance'] as const;
  return {
    id: 'queries',
    title: 'Search (QIDO-RS)',
    paragraphs: [
      'Single values, lists of UIDs, wildcards, universal matching, ranges of dates and times, and sequences are matched (PS3.4 C.2.2.2). limit, offset and includefield are supported; fuzzymatching is answered with a literal match and a warning.',
    ],
    tables: [
      {
        head: ['Level', 'Matching keys', 'Attributes returned'],
        rows: levels.map((level) => [level, keys[level].join(', '), returned[level].join(', ')]),
      },
    ],
  };
}

function media(): Chapter {
  return {
    id: 'media',
    title: 'Media interchange',
    paragraphs: [
      'As a File-set Reader the application takes every Part 10 file that it is given, whatever its name, DICOMDIR or not. As a File-set Creator it writes studies, or all of a device, as a folder or ZIP with a DICOMDIR (PS3.10 8.6); the instances in it are the bytes as they came, in their stored transfer syntax. No application profile of PS3.11 is claimed.',
    ],
    tables: [],
  };
}

function characterSets({ characterSets: terms }: ClaimTables): Chapter {
  return {
    id: 'character-sets',
    title: 'Support of character sets',
    paragraphs: [
      'Defined terms of Specific Character Set (0008,0005) that are read, with code extensions (PS3.5 6.1). Answers of the web services are UTF-8.',
    ],
    tables: [{ head: ['Defined term'], rows: terms.map((term) => [term]) }],
  };
}

function security(): Chapter {
  return {
    id: 'security',
    title: 'Security',
    paragraphs: [
      'Transport: HTTP with TLS where a certificate is configured, or behind a proxy that ends TLS. Browsers give the application neither encryption nor storage without HTTPS (localhost excepted).',
      'Access: every request to /dicom-web carries a bearer token (RFC 6750) in its header. Tokens are made and revoked one by one on the server; only digests of them are kept.',
      'On a device what describes patients is stored encrypted (AES-256-GCM), and the key itself behind a passphrase once a lock is set. On the server instances are plain Part 10 files: encryption of the disk is the machine’s.',
      'No de-identification profile (PS3.15 Annex E) and no digital signature is claimed.',
    ],
    tables: [],
  };
}

function configuration({ settings }: ClaimTables): Chapter {
  return {
    id: 'configuration',
    title: 'Configuration',
    paragraphs: ['Variables of the environment that the server reads at its start.'],
    tables: [
      {
        head: ['Variable', 'Default', 'Meaning'],
        rows: settings.map(({ variable, fallback, meaning }) => [
          variable,
          fallback === '' ? 'none' : fallback,
          meaning,
        ]),
      },
    ],
  };
}
