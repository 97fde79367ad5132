import type { Component } from '../../../scanner/buildSbom';

export type OsRelease = {
  family: 'debian' | 'ubuntu' | 'alpine';
  name: string;
  /** Version by package. */
  packages: Record<string, string>;
};

const debian12: OsRelease = {
  family: 'debian',
  name: '12.11',
  packages: {
    'base-files': '12.4+deb12u11',
    'ca-certificates': '20230311+deb12u1',
    'gcc-12-base': '12.2.0-14+deb12u1',
    libc6: '2.36-9+deb12u10',
    'libgcc-s1': '12.2.0-14+deb12u1',
    libgomp1: '12.2.0-14+deb12u1',
    libssl3: '3.0.16-1~deb12u1',
    'libstdc++6': '12.2.0-14+deb12u1',
    'media-types': '10.0.0',
    netbase: '6.4',
    tzdata: '2025b-0+deb12u1',
  },
};

const ubuntu2404: OsRelease = {
  family: 'ubuntu',
  name: '24.04',
  packages: {
    bash: '5.2.21-2ubuntu4',
    coreutils: '9.4-3ubuntu6',
    libc6: '2.39-0ubuntu8.6',
    libgnutls30t64: '3.8.3-1.1ubuntu3.4',
    libpam0g: '1.5.3-5ubuntu5.4',
    libssl3t64: '3.0.13-0ubuntu3.5',
    perl: '5.38.2-3.2ubuntu0.1',
    tar: '1.35+dfsg-3build1',
  },
};

const busybox: OsRelease = {
  family: 'debian',
  name: '12.11',
  packages: { busybox: '1:1.35.0-4+b3', libc6: '2.36-9+deb12u10' },
};

/** What images are built on, by repository: the list of a package database, which their layers here do not hold. */
const releases: Record<string, OsRelease> = {
  'gcr.io/distroless/nodejs24-debian12': debian12,
  'docker.io/library/node': {
    ...debian12,
    packages: {
      ...debian12.packages,
      bash: '5.2.15-2+b8',
      dpkg: '1.21.22',
      libpam0g: '1.5.2-6+deb12u1',
      perl: '5.36.0-7+deb12u2',
      tar: '1.34+dfsg-1.2+deb12u1',
    },
  },
  'docker.io/istio/proxyv2': ubuntu2404,
  'docker.io/library/busybox': busybox,
};

export function osOf(repository: string): OsRelease | undefined {
  return releases[repository];
}

/** A distribution and its packages as components of a list. */
export function osComponents({
  family,
  name,
  packages,
}: OsRelease): Component[] {
  const distro = `${family}-${name}`;
  return [
    {
      type: 'operating-system',
      'bom-ref': `os:${distro}`,
      name: family,
      version: name,
    },
    ...Object.entries(packages).map(([id, version]): Component => {
      const purl = `pkg:deb/${family}/${encodeURIComponent(
        id,
      )}@${encodeURIComponent(version)}?arch=amd64&distro=${distro}`;
      return { type: 'library', 'bom-ref': purl, name: id, version, purl };
    }),
  ];
}
