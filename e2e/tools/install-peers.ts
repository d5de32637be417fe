/**
 * Installs the programs that Satchel is tested against as protocol peers, when they are missing and
 * this user may install them; otherwise says which to install.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const peers: readonly { readonly program: string; readonly debianPackage: string }[] = [
  { program: '/usr/bin/dcmdump', debianPackage: 'dcmtk' },
  { program: '/usr/bin/dciodvfy', debianPackage: 'dicom3tools' },
  { program: '/usr/sbin/Orthanc', debianPackage: 'orthanc' },
  {
    program: '/usr/share/orthanc/plugins/libOrthancDicomWeb.so',
    debianPackage: 'orthanc-dicomweb',
  },
];

export function installPeers(): void {
  const missing = peers.filter((peer) => !existsSync(peer.program));
  if (missing.length === 0) return;
  const names = missing.map((peer) => peer.debianPackage);
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env });
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], {
      stdio: 'inherit',
      env,
    });
  }
  const still = peers.filter((peer) => !existsSync(peer.program));
  if (still.length > 0) {
    throw new Error(
      `The peer tests need these Debian packages: ${still.map((peer) => peer.debianPackage).join(' ')}`,
    );
  }
}
