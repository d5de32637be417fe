/**
 * The index's tables. A later version adds statements to the list; what was once stored opens for ever.
 * Truth that exists here alone: `meta` (the epoch of this index), `op`, `token`, `pairing`, `carried` (what
 * each device was told of), and `upload` for unfinished parts. Everything else can be made again from the blobs (`reindexArchive`).
 */
export const schemaVersions: readonly string[] = [
  `
  create table meta (key text primary key, value text not null) strict, without rowid;

  create table study (
    id integer primary key,
    StudyInstanceUID text not null unique,
    PatientID text not null,
    AccessionNumber text not null,
    StudyID text not null,
    StudyDate text not null,
    StudyTime text not null,
    modalities text not null,
    seriesCount integer not null,
    instanceCount integer not null,
    rejected integer not null default 0,
    attributes text not null
  ) strict;
  create index study_patient on study (PatientID);
  create index study_accession on study (AccessionNumber);
  create index study_number on study (StudyID);
  create index study_date on study (StudyDate desc, id desc) where rejected = 0;

  create table study_name (
    study integer not null references study (id),
    tag text not null,
    part integer not null,
    folded text not null,
    primary key (tag, folded, study, part)
  ) strict, without rowid;
  create index study_name_of on study_name (study, tag);

  create table series (
    id integer primary key,
    study integer not null references study (id),
    SeriesInstanceUID text not null,
    Modality text not null,
    SeriesNumber integer,
    instanceCount integer not null,
    attributes text not null,
    unique (study, SeriesInstanceUID)
  ) strict;
  create index series_uid on series (SeriesInstanceUID);
  create index series_order on series (study, SeriesNumber, id);
  create index series_modality on series (Modality, study);

  create table instance (
    id integer primary key,
    sha256 text not null unique,
    byteLength integer not null,
    StudyInstanceUID text not null,
    SeriesInstanceUID text not null,
    SOPInstanceUID text not null,
    SOPClassUID text not null,
    TransferSyntaxUID text not null,
    series integer references series (id),
    InstanceNumber integer,
    role text not null,
    deviceId text not null,
    receivedAt text not null,
    damaged integer not null default 0,
    seq integer not null
  ) strict;
  create index instance_sop on instance (SOPInstanceUID);
  create index instance_order on instance (series, InstanceNumber, id) where role = 'primary';
  create index instance_class on instance (SOPClassUID, series) where role = 'primary';

  create table content (
    instance integer primary key references instance (id),
    attributes text not null,
    metadata any not null,
    layout any not null
  ) strict;

  create table change_log (seq integer primary key, kind text not null, ref integer not null) strict;

  create table op (
    id integer primary key,
    opId text not null unique,
    deviceId text not null,
    epoch text not null,
    n integer not null,
    StudyInstanceUID text not null,
    seq integer not null,
    body text not null,
    unique (deviceId, epoch, n)
  ) strict;
  create index op_study on op (StudyInstanceUID);

  create table upload (
    sha256 text primary key,
    byteLength integer not null,
    byteOffset integer not null
  ) strict, without rowid;

  create table token (
    id text primary key,
    kind text not null,
    label text not null,
    deviceId text not null,
    secretSha256 text not null unique,
    createdAt text not null,
    lastUsedAt text,
    revokedAt text
  ) strict, without rowid;

  create table pairing (
    codeSha256 text primary key,
    expiresAtMs integer not null,
    triesLeft integer not null
  ) strict, without rowid;
  `,
  `
  create table feed_study (
    id integer primary key,
    StudyInstanceUID text not null unique,
    arrivedAt text not null,
    StudyDate text not null
  ) strict;
  insert into feed_study (StudyInstanceUID, arrivedAt, StudyDate)
    select i.StudyInstanceUID, max(i.receivedAt),
      coalesce((select s.StudyDate from study s where s.StudyInstanceUID = i.StudyInstanceUID), '')
    from instance i group by i.StudyInstanceUID;
  insert or ignore into feed_study (StudyInstanceUID, arrivedAt, StudyDate)
    select distinct StudyInstanceUID, '', '' from op;

  alter table change_log add column study integer not null default 0;
  update change_log set study = (select id from feed_study where StudyInstanceUID =
    iif(kind = 'op', (select o.StudyInstanceUID from op o where o.id = ref),
      (select i.StudyInstanceUID from instance i where i.id = ref)));
  create index change_log_study on change_log (study, seq);

  create table carried (
    deviceId text not null,
    study integer not null references feed_study (id),
    seq integer not null,
    owedTo integer not null,
    primary key (deviceId, study),
    unique (deviceId, seq)
  ) strict, without rowid;
  create index carried_owed on carried (deviceId, seq) where owedTo > 0;
  insert into carried (deviceId, study, seq, owedTo)
    select deviceId, study, row_number() over (partition by deviceId order by study), 0 from (
      select distinct o.deviceId, f.id as study from op o
        join feed_study f on f.StudyInstanceUID = o.StudyInstanceUID
      union select distinct i.deviceId, f.id from instance i
        join feed_study f on f.StudyInstanceUID = i.StudyInstanceUID where i.deviceId <> '');
  `,
  // Filled by `fillSearchTexts`: folding is no work for SQL. The index alone is read by a search of all studies.
  `
  alter table study add column searchText text not null default '';
  create index study_found on study (StudyDate desc, id desc, searchText) where rejected = 0;
  `,
  // What is said of patients, found by whom it speaks of. Search texts of before it counted are made again.
  `
  create index op_patient on op (json_extract(body, '$.target.id'))
    where json_extract(body, '$.target.type') = 'patient';
  create index op_merge on op (json_extract(body, '$.value.into'))
    where json_extract(body, '$.kind') = 'patient.merge';
  create index op_link on op (json_extract(body, '$.value.patientId'))
    where json_extract(body, '$.kind') = 'study-patient.link';
  update study set searchText = '' where attributes like '%"0010100%'
    or StudyInstanceUID in (select StudyInstanceUID from op
      where json_extract(body, '$.target.type') = 'study-patient');
  `,
  // Of an entry and all before it since this version; empty: of an entry of before.
  `alter table carried add column chain text not null default '';`,
];
