//! A Postgres on a small disk, and the proxy before it.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use farol_testkit::Random;
use farol_tests::data_dir::DataDir;
use farol_tests::database::Address;
use farol_tests::postgres::Postgres;
use farol_tests::proxy::{Line, Proxy};
use farol_tests::small_disk::SmallDisk;
use tempfile::TempDir;

use super::kill_one;
use crate::ledger::fault::Fault;

const DATABASE_MEBIBYTES: u32 = 512;
const SPOOL_MEBIBYTES: u32 = 64;

/// Fields end in the order in which they stand.
#[derive(Debug)]
pub struct External {
    proxy: Proxy,
    postgres: Postgres,
    /// `None` where no disk can be mounted: then none can be full.
    disk: Option<SmallDisk>,
    spool_disk: Option<SmallDisk>,
    scratch: TempDir,
}

impl External {
    pub fn start(data: &DataDir) -> Self {
        let scratch = tempfile::Builder::new().prefix("farol-ledger-").tempdir().expect("scratch");
        fs::set_permissions(scratch.path(), fs::Permissions::from_mode(0o755)).expect("mode");
        let directory = scratch.path().join("postgres");
        let disk = SmallDisk::mount(&directory, DATABASE_MEBIBYTES);
        let spool_disk = SmallDisk::mount(&data.path(), SPOOL_MEBIBYTES);
        if disk.is_none() || spool_disk.is_none() {
            println!("No disk is filled: a file system cannot be mounted here (it takes root).");
        }
        let postgres = Postgres::create(&directory, &scratch.path().join("postgres.log"));
        let proxy = Proxy::start(postgres.socket());
        Self { proxy, postgres, disk, spool_disk, scratch }
    }

    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Fault::WHERE_EXTERNAL.to_vec();
        faults.extend(self.disk.as_ref().map(|_| Fault::FillDatabaseDisk));
        faults.extend(self.spool_disk.as_ref().map(|_| Fault::FillSpoolDisk));
        faults
    }

    pub fn begin(&mut self, fault: Fault, random: &mut Random) {
        let spare = usize::try_from(random.below(2_000)).expect("small");
        match fault {
            Fault::KillBackend => kill_one(Some(self.postgres.backends()), random),
            Fault::KillPostmaster => self.postgres.kill(),
            Fault::RestartFast => self.postgres.stop_fast(),
            Fault::RestartImmediately => self.postgres.stop_immediately(),
            Fault::LoseAnswers => self.proxy.lose_answers(1 + spare % 8),
            Fault::CutConnections => self.proxy.cut(),
            Fault::SilenceConnections => self.proxy.set_line(Line::Silent),
            Fault::RefuseConnections => self.proxy.set_line(Line::Closed),
            Fault::FillDatabaseDisk => self.disk.iter().for_each(|disk| disk.fill(spare)),
            Fault::FillSpoolDisk => {
                self.spool_disk.iter().for_each(|disk| disk.fill(spare % 200));
                self.proxy.set_line(Line::Closed);
            }
            Fault::KillServer => unreachable!("Farol stands elsewhere"),
        }
    }

    pub fn end(&mut self, fault: Fault, random: &mut Random) {
        match fault {
            Fault::KillPostmaster | Fault::RestartFast | Fault::RestartImmediately => {
                self.ensure_running();
            }
            Fault::LoseAnswers => self.proxy.lose_answers(0),
            Fault::SilenceConnections => {
                // Some networks come back and some never do.
                if random.below(2) == 0 {
                    self.proxy.cut();
                }
                self.proxy.set_line(Line::Open);
            }
            Fault::RefuseConnections => self.proxy.set_line(Line::Open),
            Fault::FillDatabaseDisk => {
                self.disk.iter().for_each(SmallDisk::free);
                // A Postgres that cannot write its log gives up.
                self.ensure_running();
            }
            Fault::FillSpoolDisk => {
                self.spool_disk.iter().for_each(SmallDisk::free);
                self.proxy.set_line(Line::Open);
            }
            Fault::KillBackend | Fault::CutConnections | Fault::KillServer => {}
        }
    }

    pub fn ensure_running(&mut self) {
        self.postgres.ensure_running();
    }

    pub fn url(&self) -> String {
        self.postgres.url_through(self.proxy.address())
    }

    pub fn address(&self) -> Address {
        self.postgres.address()
    }

    pub fn answers_lost(&self) -> usize {
        self.proxy.answers_lost()
    }

    pub fn log(&self) -> String {
        let log = fs::read(self.scratch.path().join("postgres.log")).unwrap_or_default();
        String::from_utf8_lossy(&log).into_owned()
    }
}
