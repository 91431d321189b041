/** Where `renderStateTool` goes; mode 755. */
export const stateToolPath = "/usr/local/sbin/wso2-haproxy";

/** Where `renderDropIn` goes. */
export const dropInPath = "/etc/systemd/system/haproxy.service.d/wso2.conf";

/** The master's own socket, as Debian's unit makes it; for root. */
const masterSocketPath = "/run/haproxy-master.sock";

/** HAProxy's unit saves the servers' state before each reload and stop, whoever asks for it. */
export function renderDropIn(): string {
  return [
    "# Written by pulumi-wso2.",
    "[Service]",
    "ExecReload=",
    "ExecReload=/usr/sbin/haproxy -Ws -f $CONFIG -c -q $EXTRAOPTS",
    `ExecReload=${stateToolPath} save`,
    "ExecReload=/bin/kill -USR2 $MAINPID",
    `ExecStop=-${stateToolPath} save`,
    "",
  ].join("\n");
}

/**
 * A small program for the balancer machine, in Perl because every Debian has it:
 * `save` writes the running servers' state to the state file, `old` prints the statistics of each
 * worker that a reload left behind to finish its connections.
 */
export function renderStateTool(socketPath: string, stateFile: string): string {
  return `#!/usr/bin/perl
# Written by pulumi-wso2.
use strict;
use warnings;
use IO::Handle;
use IO::Socket::UNIX;

sub ask {
    my ($path, $command) = @_;
    local $SIG{ALRM} = sub { die "$path: no answer in 10 seconds\\n" };
    alarm 10;
    my $socket = IO::Socket::UNIX->new(Peer => $path) or die "$path: $!\\n";
    print $socket "$command\\n";
    # The master waits for more until it hears that there is none.
    $socket->shutdown(1);
    my $answer = do { local $/; <$socket> };
    alarm 0;
    return defined $answer ? $answer : "";
}

sub save {
    my $state = ask("${socketPath}", "show servers state");
    die "not a server state: $state\\n" unless $state =~ /^1\\n# be_id /;
    my $temporary = "${stateFile}.$$";
    open(my $file, ">", $temporary) or die "$temporary: $!\\n";
    print $file $state;
    # Whole on the disk before it has the name: a start after a power loss reads this one or the one before.
    $file->flush && $file->sync or die "$temporary: $!\\n";
    close($file) or die "$temporary: $!\\n";
    rename($temporary, "${stateFile}") or die "${stateFile}: $!\\n";
}

sub old {
    my $master = "${masterSocketPath}";
    return unless -S $master;
    my ($old) = ask($master, "show proc") =~ /^# old workers\\n(.*?)^#/ms;
    for my $pid (($old // "") =~ /^(\\d+)/mg) {
        print "worker $pid\\n", ask($master, "\\@!$pid show stat");
    }
}

my %commands = (save => \\&save, old => \\&old);
my $command = $commands{ $ARGV[0] // "" } or die "usage: wso2-haproxy save|old\\n";
$command->();
`;
}
