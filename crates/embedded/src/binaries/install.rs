//! The exact command that installs Postgres on this machine.

use std::collections::HashMap;

/// What a new installation asks for where the distribution has none that will do.
const RECOMMENDED: u32 = 17;
/// Debian's package would otherwise make and start a cluster of its own.
const NO_MAIN_CLUSTER: &str = "mkdir -p /etc/postgresql-common/createcluster.d && \
    echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/farol.conf";

/// The command for this machine: Postgres of one major version, or any that will do.
pub(super) fn command(major: Option<u32>) -> String {
    if cfg!(target_os = "macos") {
        return format!("brew install postgresql@{}", major.unwrap_or(RECOMMENDED));
    }
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let command = command_for(&release, major);
    if nix::unistd::geteuid().is_root() { command } else { format!("sudo sh -c \"{command}\"") }
}

fn command_for(release: &str, major: Option<u32>) -> String {
    let fields: HashMap<&str, &str> = release
        .lines()
        .filter_map(|line| line.split_once('='))
        .map(|(name, value)| (name, value.trim_matches('"')))
        .collect();
    let field = |name: &str| fields.get(name).copied().unwrap_or_default();
    let (id, version) = (field("ID"), field("VERSION_ID"));
    let is = |name: &str| id == name || field("ID_LIKE").split(' ').any(|like| like == name);
    if is("debian") || is("ubuntu") {
        debian(shipped_by(id, version), major)
    } else if is("fedora") && !is("rhel") && id != "amzn" {
        format!("dnf install -y {}", dnf_package(major))
    } else if is("rhel") || is("centos") || is("fedora") {
        let major = major.unwrap_or(16);
        format!(
            "dnf module reset -y postgresql; dnf module enable -y postgresql:{major}; \
             dnf install -y postgresql-server"
        )
    } else if is("alpine") {
        format!("apk add postgresql{}", major.unwrap_or(RECOMMENDED))
    } else if is("arch") {
        "pacman -S --noconfirm postgresql".to_owned()
    } else if is("suse") || is("opensuse") {
        format!("zypper install -y postgresql{}-server", major.unwrap_or(RECOMMENDED))
    } else {
        format!("apt-get install -y postgresql-{}", major.unwrap_or(RECOMMENDED))
    }
}

fn dnf_package(major: Option<u32>) -> String {
    // Fedora's unversioned package is new enough wherever Fedora is still maintained.
    major.map_or("postgresql-server".to_owned(), |major| format!("postgresql{major}-server"))
}

fn debian(shipped: Option<u32>, major: Option<u32>) -> String {
    let wanted = major.or(shipped.filter(|major| *major >= super::OLDEST)).unwrap_or(RECOMMENDED);
    let repository = if shipped == Some(wanted) {
        ""
    } else {
        "apt-get install -y postgresql-common && \
         /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y && "
    };
    format!(
        "{NO_MAIN_CLUSTER} && apt-get update && {repository}\
         apt-get install -y postgresql-{wanted}"
    )
}

/// The major version in a release's own archive; derived distributions are not known here.
fn shipped_by(id: &str, version: &str) -> Option<u32> {
    match (id, version) {
        ("debian", "11") => Some(13),
        ("debian", "12") => Some(15),
        ("debian", "13") | ("ubuntu", "25.04" | "25.10") => Some(17),
        ("ubuntu", "22.04") => Some(14),
        ("ubuntu", "24.04" | "24.10") => Some(16),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debian_gets_its_own_version_without_a_second_cluster() {
        let command = command_for("ID=debian\nVERSION_ID=\"12\"\n", None);
        assert!(command.contains("create_main_cluster = false"), "{command}");
        assert!(command.ends_with("&& apt-get install -y postgresql-15"), "{command}");
        assert!(!command.contains("pgdg"), "{command}");
    }

    #[test]
    fn ubuntu_22_04_ships_too_old_a_version() {
        let release = "ID=ubuntu\nID_LIKE=debian\nVERSION_ID=\"22.04\"\n";
        let command = command_for(release, None);
        assert!(command.contains("apt.postgresql.org.sh -y"), "{command}");
        assert!(command.ends_with("postgresql-17"), "{command}");
        assert!(command_for(release, Some(15)).ends_with("postgresql-15"));
    }

    #[test]
    fn other_distributions_use_their_own_tools() {
        assert_eq!(command_for("ID=fedora\n", None), "dnf install -y postgresql-server");
        assert_eq!(command_for("ID=alpine\n", Some(16)), "apk add postgresql16");
        let rocky = command_for("ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n", None);
        assert!(rocky.contains("postgresql:16"), "{rocky}");
    }
}
