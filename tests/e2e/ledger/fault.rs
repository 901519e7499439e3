//! What goes wrong.

use std::fmt;

use farol_testkit::Random;

/// One thing that dies or is away for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// SIGKILL of Farol; it is started again on the same data directory.
    KillServer,
    /// SIGKILL of a process that serves one of Farol's connections: Postgres ends them all.
    KillBackend,
    /// SIGKILL of Postgres's first process; the others linger.
    KillPostmaster,
    RestartFast,
    RestartImmediately,
    /// Commits whose answers never come: the connection is reset behind them.
    LoseAnswers,
    /// All connections are reset at once.
    CutConnections,
    /// Packets vanish.
    SilenceConnections,
    RefuseConnections,
    /// No room on the database's disk.
    FillDatabaseDisk,
    /// No room on Farol's disk, and the database away.
    FillSpoolDisk,
}

impl Fault {
    /// With a database of Farol's own, which it starts again by itself.
    pub const WHERE_EMBEDDED: [Self; 3] =
        [Self::KillServer, Self::KillBackend, Self::KillPostmaster];

    /// With a database behind a proxy.
    pub const WHERE_EXTERNAL: [Self; 9] = [
        Self::KillServer,
        Self::KillBackend,
        Self::KillPostmaster,
        Self::RestartFast,
        Self::RestartImmediately,
        Self::LoseAnswers,
        Self::CutConnections,
        Self::SilenceConnections,
        Self::RefuseConnections,
    ];
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KillServer => "SIGKILL of Farol",
            Self::KillBackend => "SIGKILL of a backend",
            Self::KillPostmaster => "SIGKILL of the postmaster",
            Self::RestartFast => "fast restart of Postgres",
            Self::RestartImmediately => "immediate restart of Postgres",
            Self::LoseAnswers => "answers lost after the commit",
            Self::CutConnections => "connections cut",
            Self::SilenceConnections => "network silent",
            Self::RefuseConnections => "connections refused",
            Self::FillDatabaseDisk => "database's disk full",
            Self::FillSpoolDisk => "Farol's disk full, database away",
        })
    }
}

/// All faults in random order, again and again.
#[derive(Debug)]
pub struct Deck {
    all: Vec<Fault>,
    left: Vec<Fault>,
}

impl Deck {
    pub const fn new(all: Vec<Fault>) -> Self {
        Self { all, left: Vec::new() }
    }

    /// One fault, now and then two at once.
    pub fn draw(&mut self, random: &mut Random) -> Vec<Fault> {
        let count = if random.below(3) == 0 { 2 } else { 1 };
        if self.left.len() < count {
            self.left.clone_from(&self.all);
        }
        let draw = |_| {
            let place = random.below(self.left.len() as u64);
            self.left.swap_remove(usize::try_from(place).expect("small"))
        };
        (0..count).map(draw).collect()
    }
}
